using System.Net;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Uploads;

public sealed class UnsentAttachmentTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task What_no_message_takes_within_a_day_is_removed_and_what_was_sent_stays()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        using var anybody = new HttpClient();
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var path = $"/conversations/{await visitor.StartAsync()}/messages";
        var sent = (await visitor.UploadAsync("sent.png", TestImages.Png())).Data.GetProperty("id").GetString();
        await visitor.PostAsync(path, new { id = Caller.NewId(), attachments = new[] { sent } });
        await visitor.UploadAsync("unsent.png", TestImages.Png());
        var slow = await tus.BeginAsync("slow.txt", 2);
        await tus.PatchAsync(slow, 0, "a"u8.ToArray());
        Assert.Equal(5, Files(server).Length);

        // The day begins with the last byte, and not with the first.
        _time.Advance(TimeSpan.FromHours(20));
        await tus.PatchAsync(slow, 1, "b"u8.ToArray());
        _time.Advance(TimeSpan.FromHours(4));
        await UntilAsync(() => Files(server).Length == 3);
        Assert.Equal(HttpStatusCode.OK, (await tus.GetAsync(slow)).Status);

        _time.Advance(TimeSpan.FromHours(20));
        await UntilAsync(() => Files(server).Length == 2);
        while ((await tus.HeadAsync(slow)).Status != HttpStatusCode.NotFound) TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        var kept = (await visitor.GetAsync(path)).Data.EnumerateArray().Last().GetProperty("attachments")[0];
        foreach (var link in (string[])["url", "thumbnail_url"])
            Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(kept.GetProperty(link).GetString(), TestContext.Current.CancellationToken)).StatusCode);
    }

    private static string[] Files(LivecallerServer server) => TestFiles.Names(server.Directory);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
