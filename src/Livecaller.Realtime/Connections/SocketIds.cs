using System.Security.Cryptography;

namespace Livecaller.Realtime.Connections;

/// <summary>Makes socket ids: two integers joined by a dot. The count makes them unique here, the random part elsewhere.</summary>
internal sealed class SocketIds
{
    private int _count = RandomNumberGenerator.GetInt32(1_000_000);

    public string Next() => FormattableString.Invariant(
        $"{RandomNumberGenerator.GetInt32(1, int.MaxValue)}.{(uint)Interlocked.Increment(ref _count)}");
}
