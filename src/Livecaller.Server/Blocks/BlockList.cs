using System.Collections.Frozen;
using System.Net;
using Livecaller.Realtime.Nodes;
using Livecaller.Server.Visitors;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Blocks;

// The blocks that hold now, in memory, because each call of a visitor is compared with them. What changes on a node reaches the others at once; a node
// that was not told finds it out by itself.
internal sealed partial class BlockList : BackgroundService
{
    private const string Signal = "blocks";
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(30);

    private readonly IDbContextFactory<LivecallerDbContext> _contexts;
    private readonly SessionSockets _sockets;
    private readonly INodeSignals _nodes;
    private readonly TimeProvider _time;
    private readonly ILogger<BlockList> _logger;
    private readonly IDisposable _receiving;
    private readonly SemaphoreSlim _reading = new(1);
    private volatile Blocks _blocks = new(FrozenDictionary<string, DateTimeOffset?>.Empty, []);

    public BlockList(IDbContextFactory<LivecallerDbContext> contexts, SessionSockets sockets, INodeSignals nodes, TimeProvider time, ILogger<BlockList> logger)
    {
        (_contexts, _sockets, _nodes, _time, _logger) = (contexts, sockets, nodes, time, logger);
        _receiving = nodes.Receive(Signal, OnSignal);
    }

    public static Problem Refusal => Problems.Forbidden("The operators of this chat have blocked you.") with { Type = Problem.Blocked };

    public bool HasVisitor(string visitorId) => _blocks.Visitors is { Count: > 0 } visitors && visitors.TryGetValue(visitorId, out var until) && Holds(until);

    public bool HasAddress(IPAddress? address)
    {
        if (_blocks.Networks is not { Count: > 0 } networks || address is null) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        foreach (var (network, until) in networks)
            if (network.Contains(address) && Holds(until)) return true;
        return false;
    }

    /// <summary>Reads the blocks again, on every node, and closes the sockets of those who are blocked.</summary>
    public async Task ChangedAsync(CancellationToken cancellationToken)
    {
        if (_nodes.HasOthers) _nodes.Send(Signal, ReadOnlyMemory<byte>.Empty);
        await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = _time.GetUtcNow();
            using var db = await _contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            var rows = await db.Blocks.AsNoTracking().Where(b => b.ExpiresAt == null || b.ExpiresAt > now).ToListAsync(cancellationToken).ConfigureAwait(false);
            _blocks = new(
                rows.Where(r => r.VisitorId is not null).ToFrozenDictionary(r => r.VisitorId!, r => r.ExpiresAt),
                [.. rows.Where(r => r.Network is not null).Select(r => (IPNetwork.Parse(r.Network!), r.ExpiresAt))]);
            if (rows.Count > 0) _sockets.CloseWhere(owner => (owner.VisitorId is { } visitor && HasVisitor(visitor)) || (owner.VisitorId is not null && HasAddress(owner.Address)), "The operators have blocked you.");
        }
        finally
        {
            _reading.Release();
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryReadAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _receiving.Dispose();
        _reading.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReadEvery, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            // Not on the timer's thread: a clock that is set forward would otherwise run through every interval in between.
            await Task.Yield();
            await TryReadAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private void OnSignal(ReadOnlyMemory<byte> data) => _ = TryReadAsync(CancellationToken.None);

    private bool Holds(DateTimeOffset? until) => until is null || until > _time.GetUtcNow();

    private async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The blocked visitors and addresses could not be read. Those that were read before still hold.")]
    private partial void LogFailed(Exception exception);

    private sealed record Blocks(FrozenDictionary<string, DateTimeOffset?> Visitors, IReadOnlyList<(IPNetwork Network, DateTimeOffset? Until)> Networks);
}
