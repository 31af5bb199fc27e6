namespace Livecaller.Bench;

/// <summary>A server that broadcasts.</summary>
internal interface IContestant : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>What a client says to get the broadcasts; null when connecting is enough.</summary>
    string? Subscribe { get; }

    /// <summary>How many frames come before the first broadcast.</summary>
    int Greetings { get; }

    ValueTask BroadcastAsync(string dataJson);
}
