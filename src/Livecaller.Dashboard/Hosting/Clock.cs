namespace Livecaller.Dashboard.Hosting;

/// <summary>The operator's wall clock: their time zone, and a tick that lets "4 min" become "5 min".</summary>
internal sealed class Clock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public Clock(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Ticked?.Invoke(), null, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));
    }

    internal event Action? Ticked;

    internal TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    internal DateTimeOffset Now => _time.GetUtcNow();

    internal DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone);

    internal DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(Local(time).DateTime);

    /// <summary>The first moment of a day. Where clocks are set forward at midnight, that is an hour later.</summary>
    internal DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        if (Zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new(local, Zone.GetUtcOffset(local));
    }

    /// <summary>Takes over the browser's time zone; an unknown one leaves things as they are.</summary>
    internal void Use(string? ianaZone)
    {
        if (ianaZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(ianaZone, out var zone))
        {
            Zone = zone;
            Ticked?.Invoke();
        }
    }

    public void Dispose() => _timer.Dispose();
}
