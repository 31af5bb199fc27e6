using Livecaller.Connection;
using Livecaller.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Tests.Issues;

/// <summary>The connection is ended while an attempt is under way, and that attempt fails by itself at the same moment.</summary>
public sealed class EndDuringAFailingAttemptTests
{
    [Fact]
    public async Task Ending_does_not_throw_what_the_attempt_met()
    {
        var ct = TestContext.Current.CancellationToken;
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var channels = new ChannelSubscriptions((_, _, _) => throw new InvalidOperationException("Nobody subscribes here."), () => "", new(new(TimeProvider.System), () => 0), TimeProvider.System, NullLogger.Instance);
        var states = new List<ConnectionState>();
        var connection = new RealtimeConnection(
            _ =>
            {
                asked.TrySetResult();
                return answer.Task;
            },
            new ScriptedSockets(), channels, new(() => 0), TimeProvider.System, states.Add, NullLogger.Instance);
        connection.Start();
        await asked.Task.WaitAsync(ct);

        var ending = connection.StopAsync();
        answer.SetException(new LivecallerUnavailableException("It did not reach the server."));
        await ending.WaitAsync(ct);

        Assert.Equal(ConnectionState.Disconnected, states[^1]);
    }
}
