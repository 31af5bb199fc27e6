namespace Livecaller.Testing;

/// <summary>The requested faults that have not happened yet. Guarded by the server's lock.</summary>
internal sealed class FaultPlan(TimeProvider time)
{
    private readonly List<(string? EventName, BroadcastFault Fault)> _broadcasts = [];
    private readonly List<(string? Call, CallFault Fault)> _calls = [];
    private readonly List<long> _uploads = [];
    private DateTimeOffset _unreachableUntil = DateTimeOffset.MinValue;

    public bool IsUnreachable => time.GetUtcNow() < _unreachableUntil;

    public void Unreachable(DateTimeOffset until) => _unreachableUntil = until;

    public void Add(string? eventName, BroadcastFault fault) => _broadcasts.Add((eventName, fault));

    public void Add(string? call, CallFault fault) => _calls.Add((call, fault));

    public void AddUploadBreak(long after) => _uploads.Add(after);

    /// <summary>Returns how many bytes of a call arrive from this offset; null for all.</summary>
    public long? TakeUploadBreak(long offset, long count)
    {
        var index = _uploads.FindIndex(after => after < offset + count);
        if (index < 0) return null;
        var after = _uploads[index];
        _uploads.RemoveAt(index);
        return Math.Max(0, after - offset);
    }

    public BroadcastFault? TakeBroadcast(string eventName) =>
        Take(_broadcasts, f => f.EventName is null || f.EventName == eventName).Fault;

    /// <param name="call">The method and path, as in <c>GET /v1/widget</c>.</param>
    public CallFault? TakeCall(string call) =>
        Take(_calls, f => f.Call is null || call.Contains(f.Call, StringComparison.Ordinal)).Fault;

    private static T? Take<T>(List<T> faults, Predicate<T> match)
    {
        var index = faults.FindIndex(match);
        if (index < 0) return default;
        var fault = faults[index];
        faults.RemoveAt(index);
        return fault;
    }
}

/// <summary>A fault of one broadcast.</summary>
internal abstract record BroadcastFault
{
    internal sealed record Duplicate : BroadcastFault;

    internal sealed record Reorder : BroadcastFault;

    internal sealed record Lose : BroadcastFault;

    internal sealed record Delay(TimeSpan By) : BroadcastFault;
}

/// <summary>A fault of one HTTP call.</summary>
internal abstract record CallFault
{
    internal sealed record Refuse(int Status) : CallFault;

    internal sealed record LoseAnswer : CallFault;
}
