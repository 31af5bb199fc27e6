using System.Net;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Conversations;

public sealed class RatingTests
{
    [Fact]
    public async Task A_rating_is_stored_also_after_the_conversation_was_closed()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        await visitor.PostAsync($"/conversations/{id}/close");
        foreach (var (rating, comment) in ((int, string?)[])[(1, null), (5, "Very kind")])
        {
            Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync($"/conversations/{id}/feedback", new { rating, comment })).Status);
            await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
            var row = await db.Conversations.SingleAsync(c => c.Id == id, TestContext.Current.CancellationToken);
            Assert.Equal((rating, comment), (row.Rating, row.RatingComment));
        }
    }
}
