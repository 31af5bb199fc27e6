using Livecaller.Server.Operators;
using Livecaller.Server.Seeding;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Tests.Seeding;

public sealed class DemoDataTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_number_adds_the_same_conversations_and_the_server_reads_them_as_its_own()
    {
        var folders = new List<string>();
        try
        {
            List<string> contents = [];
            for (var i = 0; i < 2; i++)
            {
                folders.Add(Directory.CreateTempSubdirectory("livecaller-").FullName);
                await using (var app = LivecallerServer.Build(folders[i]))
                    Assert.Equal((200, 1_000), await AddAsync(app));
                await using var server = await LivecallerServer.StartAsync(folders[i]);
                await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
                contents.Add(string.Join('\n', await db.Messages.OrderBy(m => m.Number).Select(m => m.Content).ToListAsync(Cancelled)));
                await CheckAsync(server, db);
            }

            Assert.Equal(contents[0], contents[1]);
        }
        finally
        {
            foreach (var folder in folders) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int, int)> AddAsync(WebApplication app)
    {
        var added = await app.Services.GetRequiredService<DemoData>().AddAsync(new(200, 1_000, 7), static _ => { }, Cancelled);
        return (added.Conversations, added.Messages);
    }

    private static async Task CheckAsync(LivecallerServer server, LivecallerDbContext db)
    {
        var olga = await server.OperatorAsync();
        var counts = (await server.Get<IOperatorService>().CountAsync(OperatorCaller.OnBehalfOf(new(olga.Id)), Cancelled)).Value!;
        Assert.Equal(10, counts.All);
        Assert.InRange(counts.Waiting, 1, 9);
        Assert.True(await db.Conversations.AllAsync(c => c.LastSequence == db.Events.Count(e => e.ConversationId == c.Id), Cancelled));
        Assert.True(await db.Conversations.AllAsync(c => c.LastMessageSequence == db.Messages.Where(m => m.ConversationId == c.Id).Max(m => m.Sequence), Cancelled));

        var row = Assert.Single((await olga.GetAsync("/conversations?q=100007")).Data.EnumerateArray());
        var id = row.GetProperty("id").GetString();
        var events = await olga.GetAsync($"/conversations/{id}/events");
        Assert.Equal(row.GetProperty("last_sequence").GetInt32(), events.Data.GetArrayLength());
        Assert.Equal(5, (await olga.GetAsync($"/conversations/{id}/messages")).Data.GetArrayLength());
    }
}
