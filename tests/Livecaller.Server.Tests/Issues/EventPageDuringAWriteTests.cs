using System.Data.Common;
using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Livecaller.Server.Tests.Issues;

/// <summary>
/// A page of events is read in two looks, and a message may be stored between them: the page must not speak of an event that it could have
/// shown and does not, or a client takes it for a hole in the log.
/// </summary>
public sealed class EventPageDuringAWriteTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(9)]
    public async Task A_page_with_room_left_ends_with_the_newest_event_that_it_knows_of(long after)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        var before = (await visitor.GetAsync($"/conversations/{id}/events")).Body.GetProperty("last_sequence").GetInt64();
        Assert.Equal(2, before);
        await using var db = new LivecallerDbContext(new DbContextOptionsBuilder<LivecallerDbContext>()
            .UseSqlite($"Data Source={server.Get<DataDirectory>().DatabaseFile}")
            .AddInterceptors(new AfterTheFirstLook(async () =>
                await visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "meanwhile" })))
            .Options);

        var page = await server.Get<LogReader>().EventsAsync(db, id, after, 200, _ct);

        Assert.Equal(Math.Max(0, 2 - after), page.Data.Count);
        // A cursor beyond the log's end is told where the log ends, as that was found later.
        Assert.Equal(after > 2 ? 3 : 2, page.LastSequence);
    }

    private sealed class AfterTheFirstLook(Func<Task> work) : DbCommandInterceptor
    {
        private bool _done;

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (!_done)
            {
                _done = true;
                await work();
            }

            return result;
        }
    }
}
