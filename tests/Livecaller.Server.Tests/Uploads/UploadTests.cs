using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Uploads;

public sealed class UploadTests
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task An_upload_that_is_given_up_is_gone_finished_or_not_but_a_sent_one_stays()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var part = await tus.CreateAsync("a.txt", 10, "01234"u8.ToArray());
        var whole = await tus.CreateAsync("a.txt", 5, "01234"u8.ToArray());
        foreach (var location in (string[])[part.Response.Headers.Location!.ToString(), whole.Response.Headers.Location!.ToString()])
        {
            Assert.Equal(HttpStatusCode.NoContent, (await tus.DeleteAsync(location)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await tus.HeadAsync(location)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await tus.PatchAsync(location, 5, "5"u8.ToArray())).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await tus.DeleteAsync(location)).Status);
        }
        Assert.Empty(TestFiles.Names(server.Directory));

        var sent = await tus.CreateAsync("a.txt", 5, "01234"u8.ToArray());
        await visitor.PostAsync($"/conversations/{await visitor.StartAsync()}/messages",
            new { id = Caller.NewId(), attachments = new[] { sent.Data.GetProperty("id").GetString() } });
        Assert.Equal(HttpStatusCode.Conflict, (await tus.DeleteAsync(sent.Response.Headers.Location!.ToString())).Status);
    }
}
