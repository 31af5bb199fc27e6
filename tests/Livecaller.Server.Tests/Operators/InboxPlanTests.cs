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
    [InlineData(ConversationStatus.Queued, InboxAssignment.All)]
    [InlineData(ConversationStatus.Active, InboxAssignment.Me)]
    [InlineData(ConversationStatus.Closed, InboxAssignment.All)]
    [InlineData(null, InboxAssignment.All)]
    public async Task A_list_is_read_in_order_from_an_index(ConversationStatus? status, InboxAssignment assigned)
    {
        var plans = await PlansAsync((desk, me) => desk.ListAsync(me, new InboxQuery { Status = status, OpenOnly = status is null, Assigned = assigned }, Cancelled));

        Assert.NotEmpty(plans);
        Assert.Contains(plans, step => step.StartsWith("SEARCH c USING INDEX IX_Conversations_Status_", StringComparison.Ordinal));
        Assert.DoesNotContain(plans, step => step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal));
        // The rows of a page, which another step has read, are scanned.
        Assert.DoesNotContain(plans, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !plans.Contains(step.Replace("SCAN", "CO-ROUTINE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_counts_are_taken_from_an_index_alone()
    {
        var plans = await PlansAsync((desk, me) => desk.CountAsync(me, Cancelled));

        Assert.Contains(plans, step => step.Contains("USING COVERING INDEX", StringComparison.Ordinal));
        Assert.DoesNotContain(plans, step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_places_of_those_who_wait_are_counted_from_an_index_alone()
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
