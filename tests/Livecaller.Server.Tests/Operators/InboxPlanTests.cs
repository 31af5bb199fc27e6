using System.Data.Common;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Tests.Operators;

/// <summary>The lists of the inbox are read from indexes: what they cost must not grow with the number of conversations that are not in them.</summary>
public sealed class InboxPlanTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ConversationStatus.Queued, InboxAssignment.All, InboxSort.Activity)]
    [InlineData(ConversationStatus.Queued, InboxAssignment.All, InboxSort.Waiting)]
    [InlineData(ConversationStatus.Active, InboxAssignment.Me, InboxSort.Activity)]
    [InlineData(ConversationStatus.Closed, InboxAssignment.All, InboxSort.Activity)]
    [InlineData(null, InboxAssignment.All, InboxSort.Activity)]
    [InlineData(null, InboxAssignment.All, InboxSort.Waiting)]
    public async Task A_list_is_read_in_order_from_an_index(ConversationStatus? status, InboxAssignment assigned, InboxSort sort)
    {
        var plans = await PlansAsync((desk, me) => desk.ListAsync(me, new InboxQuery { Status = status, OpenOnly = status is null, Assigned = assigned, Sort = sort }, Cancelled));

        Assert.NotEmpty(plans);
        Assert.Contains(plans, step => step.StartsWith("SEARCH c USING INDEX IX_Conversations_Status_", StringComparison.Ordinal));
        Assert.DoesNotContain(plans, step => step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal));
        Assert.DoesNotContain(plans, step => step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.DoesNotContain(plans, step => step.Contains("SUBQUERY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_counts_take_no_look_at_conversations() => Assert.Empty(await PlansAsync((desk, me) => desk.CountAsync(me, Cancelled)));

    [Fact]
    public async Task The_places_of_those_who_wait_are_read_from_an_index_alone()
    {
        var plans = await PlansAsync((desk, me) => desk.ListAsync(me, new InboxQuery { Status = ConversationStatus.Queued }, Cancelled));

        Assert.Contains(plans, step => step.Contains("USING COVERING INDEX IX_Conversations_WidgetId_Status_Id", StringComparison.Ordinal));
    }

    // The plans of the queries that read conversations.
    private static async Task<List<string>> PlansAsync(Func<IOperatorService, OperatorCaller, Task> read)
    {
        var queries = new SeenQueries();
        await using var server = await LivecallerServer.StartGuestAsync(
            builder => builder.Services.ConfigureDbContext<LivecallerDbContext>(options => options.AddInterceptors(queries)), app => app.MapLivecaller());
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        for (var i = 0; i < 3; i++) await visitor.StartAsync();
        queries.Seen.Clear();
        await read(server.Get<IOperatorService>(), OperatorCaller.OnBehalfOf(new(olga.Id)));

        await using var connection = new SqliteConnection($"Data Source={Path.Combine(server.Directory, "livecaller.db")};Pooling=False");
        await connection.OpenAsync(Cancelled);
        List<string> steps = [];
        foreach (var (text, parameters) in queries.Seen.Where(q => q.Text.Contains("\"Conversations\"", StringComparison.Ordinal)))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + text;
            foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            await using var plan = await command.ExecuteReaderAsync(Cancelled);
            while (await plan.ReadAsync(Cancelled)) steps.Add(plan.GetString(3));
        }

        return [.. steps.Where(s => !s.Contains("json_each", StringComparison.Ordinal) && !s.Contains("VIRTUAL TABLE", StringComparison.Ordinal))];
    }

    private sealed class SeenQueries : DbCommandInterceptor
    {
        public List<(string Text, List<(string Name, object? Value)> Parameters)> Seen { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Seen.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
            return new(result);
        }
    }
}
