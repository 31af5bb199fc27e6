namespace Livecaller.Session;

/// <summary>The use of a store that nobody else can reach.</summary>
internal sealed class NotExclusive : IAsyncDisposable
{
    public static NotExclusive Instance { get; } = new();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
