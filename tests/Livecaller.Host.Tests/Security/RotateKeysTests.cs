using System.Net;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Security;

public sealed class RotateKeysTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_command_replaces_the_keys_and_ends_sessions_only_where_it_is_told_to(bool endSessions)
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
        await host.KillAsync();

        var (exitCode, output, complaints) = await host.RunCommandAsync(endSessions ? ["rotate-keys", "--end-sessions"] : ["rotate-keys"]);

        Assert.Equal((0, ""), (exitCode, complaints));
        Assert.StartsWith("A new key signs sessions and links.", output, StringComparison.Ordinal);
        await host.RestartAsync();
        using var answer = await visitor.Http.GetAsync(new Uri("v1/widget/conversations", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(endSessions ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_command_is_refused_in_one_line_while_a_server_runs()
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);

        var (exitCode, output, complaints) = await host.RunCommandAsync("rotate-keys");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("is in use by another Livecaller server", Assert.Single(complaints.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
