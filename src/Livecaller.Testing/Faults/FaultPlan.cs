namespace Livecaller.Testing;

/// <summary>The faults that were asked for and have not happened yet. Guarded by the server's lock.</summary>
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

    /// <summary>How many of the bytes that a call brings from this offset still arrive; null for all.</summary>
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

    /// <param name="call">Method and path, as in <c>GET /v1/widget</c>.</param>
    public CallFault? TakeCall(string call) =>
        Take(_calls, f => f.Call is null || call.Contains(f.Call, StringComparison.Ordinal)).Fault;

    private static T? Take<T>(List<T> faults, Predicate<T> fits)
    {
        var index = faults.FindIndex(fits);
        if (index < 0) return default;
        var fault = faults[index];
        faults.RemoveAt(index);
        return fault;
    }
}
