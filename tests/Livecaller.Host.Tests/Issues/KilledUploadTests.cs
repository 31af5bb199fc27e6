using System.Net.Http.Headers;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Issues;

/// <summary>A kill in the middle of an upload by form left a file that no row knew of, for ever.</summary>
public sealed class KilledUploadTests
{
    [Fact]
    public async Task A_host_that_was_killed_during_an_upload_removes_the_half_file_and_serves_on()
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
        await visitor.PostAsync("v1/widget/conversations", new { });
        var folder = Path.Combine(host.DataDirectory, "attachments");
        var kept = (string)(await UploadAsync(visitor, new ByteArrayContent("whole"u8.ToArray())))!;

        using var endless = new EndlessContent();
        var upload = UploadAsync(visitor, endless);
        await Task.Run(() => Assert.True(SpinWait.SpinUntil(
            () => new DirectoryInfo(folder).GetFiles().Any(f => f.Name != kept && f.Length > 100_000), TimeSpan.FromSeconds(30))), TestContext.Current.CancellationToken);
        await host.KillAsync();
        // A client notices only when it sends more.
        visitor.Http.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<Exception>(() => upload);
        Assert.Equal(2, Directory.GetFiles(folder).Length);

        await host.RestartAsync();

        Assert.Equal([kept], Directory.GetFiles(folder).Select(Path.GetFileName));
        await visitor.GetAsync($"v1/widget/attachments/{kept}");
    }

    private static async Task<string?> UploadAsync(Api visitor, HttpContent content)
    {
        using var form = new MultipartFormDataContent { { content, "file", "a.txt" } };
        using var answer = await visitor.Http.PostAsync("v1/widget/attachments", form);
        answer.EnsureSuccessStatusCode();
        return (string?)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]!["id"];
    }

    /// <summary>Brings some bytes, and then no more and no end.</summary>
    private sealed class EndlessContent : HttpContent
    {
        public EndlessContent() => Headers.ContentType = new MediaTypeHeaderValue("text/plain");

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(new byte[300_000].Select(_ => (byte)'x').ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
