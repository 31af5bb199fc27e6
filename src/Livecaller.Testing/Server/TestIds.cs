using System.Globalization;

namespace Livecaller.Testing.Server;

/// <summary>Creates UUIDs that are the same in every run: the fake time and a counter in the format of a UUID v7.</summary>
internal class TestIds(TimeProvider time)
{
    private long _count;

    public virtual string Next()
    {
        var time48 = time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);
        var number = Interlocked.Increment(ref _count);
        return $"{time48[..8]}-{time48[8..]}-7000-8000-{number.ToString("x12", CultureInfo.InvariantCulture)}";
    }
}
