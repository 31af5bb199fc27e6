using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Limits;

/// <summary>Counts the open sockets of each address.</summary>
internal sealed partial class AddressLimit(IOptions<PusherOptions> options, TimeProvider time, ILogger<AddressLimit> logger)
{
    private static readonly TimeSpan WarningInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private readonly int _limit = options.Value.MaxConnectionsPerAddress;
    private long? _warnedAt;

    public int Count(string address)
    {
        lock (_gate) return _open.GetValueOrDefault(address);
    }

    /// <summary>Counts a socket.</summary>
    /// <remarks>
    /// A socket over the limit is accepted all the same, so that the client can read why it is closed. As a client can take its time
    /// to close it, as many again are counted, and all further requests are refused without accepting them.
    /// </remarks>
    public AddressResult Enter(string address)
    {
        lock (_gate)
        {
            var open = _open[address] = _open.GetValueOrDefault(address) + 1;
            if (_limit == 0 || open <= _limit) return AddressResult.Allowed;
            if (_warnedAt is not { } warned || time.GetElapsedTime(warned) >= WarningInterval)
            {
                _warnedAt = time.GetTimestamp();
                LogLimitReached(address, _limit, options.Value.Prefix);
            }

            return open <= 2L * _limit ? AddressResult.OverLimit : AddressResult.FarOverLimit;
        }
    }

    public void Leave(string address)
    {
        lock (_gate)
        {
            if (--_open[address] == 0) _open.Remove(address);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Address} has {Limit} open sockets and can open no more ({Setting}MaxConnectionsPerAddress). If this is the address of a reverse proxy, configure forwarded headers.")]
    private partial void LogLimitReached(string address, int limit, string setting);
}

internal enum AddressResult
{
    Allowed,

    /// <summary>The socket is to be closed with the reason.</summary>
    OverLimit,

    /// <summary>The request is to be refused.</summary>
    FarOverLimit,
}
