namespace Livecaller.Tests.Fakes;

/// <summary>The host app's backend: gives a token when the test lets it, and counts the questions.</summary>
internal sealed class Provider
{
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    public Func<CancellationToken, ValueTask<string?>> Answer { get; set; } = _ => ValueTask.FromResult<string?>("ann");

    public ValueTask<string?> AskAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return Answer(cancellationToken);
    }
}
