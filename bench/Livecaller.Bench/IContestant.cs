namespace Livecaller.Bench;

/// <summary>A broadcasting server to compare.</summary>
internal interface IContestant : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>The message with which a client subscribes, or null if connecting is sufficient.</summary>
    string? Subscribe { get; }

    /// <summary>The number of frames before the first broadcast.</summary>
    int InitialFrames { get; }

    ValueTask BroadcastAsync(string dataJson);
}
