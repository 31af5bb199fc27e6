using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Livecaller.Realtime.Tests.HttpApi;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.ThirdParty;

/// <summary>Libraries of other makers, unchanged, against our server: <c>dialogues.cjs</c> has what they say.</summary>
public sealed class ThirdPartyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("pusher-js")]
    [InlineData("laravel-echo")]
    [InlineData("pusher")]
    [InlineData("pusher webhooks")]
    public async Task A_third_party_library_works_unchanged(string dialogue)
    {
        var webhookPort = FreePort();
        await using var host = await PusherHost.StartAsync(
            options =>
            {
                (options.Webhooks.AllowPrivateAddresses, options.Webhooks.DebounceTime) = (true, TimeSpan.FromMilliseconds(200));
                if (dialogue == "pusher webhooks") options.Webhooks.Endpoints.Add(new() { Url = new($"http://127.0.0.1:{webhookPort}/") });
            },
            PublishTests.MapAll, TimeProvider.System);
        var start = new ProcessStartInfo("node", ["dialogues.cjs", dialogue, $"{host.Port}", $"{webhookPort}"])
        {
            WorkingDirectory = FolderOf(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var (output, errors) = (node.StandardOutput.ReadToEndAsync(patience.Token), node.StandardError.ReadToEndAsync(patience.Token));
            await node.WaitForExitAsync(patience.Token);
            Assert.True(node.ExitCode == 0, $"{await output}{await errors}");
        }
        finally
        {
            if (!node.HasExited) node.Kill(entireProcessTree: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The libraries are where npm has installed them, next to the sources.
    private static string FolderOf([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
