namespace Livecaller.Testing.Tests;

public sealed class WaitingTests
{
    [Fact]
    public async Task Waiting_moves_the_clock_only_as_far_as_needed()
    {
        await using var host = new LivecallerTestHost();
        var start = host.Time.GetUtcNow();

        await host.UntilAsync(() => host.Time.GetUtcNow() >= start + TimeSpan.FromSeconds(2), cancellationToken: Wire.Ct);

        Assert.Equal(start + TimeSpan.FromSeconds(2), host.Time.GetUtcNow());
    }

    [Fact]
    public async Task Waiting_in_vain_says_what_for()
    {
        await using var host = new LivecallerTestHost();

        var error = await Assert.ThrowsAsync<TimeoutException>(
            () => host.UntilAsync(() => host.Conversations.Count > 7, TimeSpan.FromSeconds(1), Wire.Ct));

        Assert.Contains("host.Conversations.Count > 7", error.Message, StringComparison.Ordinal);
    }
}
