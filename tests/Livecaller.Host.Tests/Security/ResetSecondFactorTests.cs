using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Security;

public sealed class ResetSecondFactorTests
{
    [Fact]
    public async Task The_command_needs_an_operator_and_a_server_that_does_not_run()
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);

        var running = await host.RunCommandAsync("reset-second-factor", LivecallerProcess.OperatorEmail);
        await host.KillAsync();
        var unknown = await host.RunCommandAsync("reset-second-factor", "nobody@fern-oak.example");
        var done = await host.RunCommandAsync("reset-second-factor", LivecallerProcess.OperatorEmail);

        Assert.Equal(1, running.ExitCode);
        Assert.Contains("is in use by another Livecaller server", running.Complaints, StringComparison.Ordinal);
        Assert.Equal((1, "There is no operator with the email address 'nobody@fern-oak.example'."), (unknown.ExitCode, unknown.Complaints.Trim()));
        Assert.Equal((0, ""), (done.ExitCode, done.Complaints));
        Assert.Contains($"The second factor of {LivecallerProcess.OperatorEmail} was removed", done.Output, StringComparison.Ordinal);
    }
}
