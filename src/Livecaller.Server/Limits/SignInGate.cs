using System.Security.Cryptography;
using System.Text;
using Livecaller.Realtime.Limits;

namespace Livecaller.Server.Limits;

// Slows down who guesses passwords: the more tries for an account from an address have failed, the longer the next one has to wait.
// It counts what is typed, whether there is such an account or not, and never concerns a session that has begun.
internal sealed class SignInGate(TimeProvider time) : IDisposable
{
    /// <summary>Tries for an account from an address that need not wait.</summary>
    public const int FreeTries = 5;

    /// <summary>Tries for an account in an hour, from all addresses, after which only addresses that the operator has signed in from before can try.</summary>
    public const int MaxTriesPerHour = 50;

    private const int MaxKeys = 100_000;
    private const int MaxWaiting = 16;
    private const int BusySeconds = 5;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly RecentKeys<Tries> _pairs = new(MaxKeys);
    private readonly RecentKeys<SlidingWindow> _accounts = new(MaxKeys);
    private readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    /// <summary>Counts a try. It counts as failed until <see cref="Succeeded"/>, so that many at once are not let through together.</summary>
    /// <exception cref="RateLimitedException">The tries before make this one wait.</exception>
    public void Begin(string email, string network)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var tries = _pairs.Of(KeyOf(email, network));
            if (tries.Failed > 0 && time.GetElapsedTime(tries.Last, now) > Remembered) tries.Failed = 0;
            wait = tries.Failed < FreeTries ? TimeSpan.Zero : DelayAfter(tries.Failed) - time.GetElapsedTime(tries.Last, now);
            if (wait <= TimeSpan.Zero) (tries.Failed, tries.Last) = (tries.Failed + 1, now);
        }

        if (wait > TimeSpan.Zero) throw new RateLimitedException((int)Math.Ceiling(wait.TotalSeconds));
    }

    /// <summary>Counts a try for an account from an address that the operator has not signed in from before.</summary>
    /// <exception cref="RateLimitedException">Too many were made, from all addresses.</exception>
    public void BeginUnknown(string email)
    {
        long wait;
        lock (_lock)
            wait = _accounts.Of(KeyOf(email, "")).Take(time.GetTimestamp(), 3600 * time.TimestampFrequency, MaxTriesPerHour);
        if (wait > 0) throw new RateLimitedException((int)Math.Max(1, wait / time.TimestampFrequency));
    }

    /// <summary>Takes back a try whose password was not checked: the caller has gone, or the server was too busy.</summary>
    public void Withdraw(string email, string network)
    {
        lock (_lock)
        {
            var tries = _pairs.Of(KeyOf(email, network));
            if (tries.Failed > 0) tries.Failed--;
        }
    }

    public void Succeeded(string email, string network)
    {
        lock (_lock) _pairs.Of(KeyOf(email, network)).Failed = 0;
    }

    /// <summary>Hashes a password off the caller's thread. Few at once: each takes a processor for a noticeable time.</summary>
    /// <exception cref="RateLimitedException">Too many wait already.</exception>
    public async Task<T> HashAsync<T>(Func<T> hash, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaiting) throw new RateLimitedException(BusySeconds);
            await _hashing.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await Task.Run(hash, CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                _hashing.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _hashing.Dispose();

    private static TimeSpan DelayAfter(int failed)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Min(failed - FreeTries, 10));
        return delay < MaxDelay ? delay : MaxDelay;
    }

    // Keys of one size, however long the address is that somebody types.
    private static UInt128 KeyOf(string email, string network) => BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes($"{email}\n{network}")));

    private sealed class Tries
    {
        public int Failed { get; set; }

        public long Last { get; set; }
    }

    // What was not used for longest is forgotten beyond a number.
    private sealed class RecentKeys<T>(int max) where T : new()
    {
        private readonly Dictionary<UInt128, LinkedListNode<(UInt128 Key, T Value)>> _nodes = [];
        private readonly LinkedList<(UInt128 Key, T Value)> _order = new();

        public T Of(UInt128 key)
        {
            if (_nodes.TryGetValue(key, out var node)) _order.Remove(node);
            else _nodes[key] = node = new((key, new T()));
            _order.AddLast(node);
            if (_nodes.Count > max)
            {
                _nodes.Remove(_order.First!.Value.Key);
                _order.RemoveFirst();
            }

            return node.Value.Value;
        }
    }
}
