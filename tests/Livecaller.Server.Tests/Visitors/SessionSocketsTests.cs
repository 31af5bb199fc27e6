using Livecaller.Realtime;
using Livecaller.Server.Visitors;

namespace Livecaller.Server.Tests.Visitors;

public sealed class SessionSocketsTests
{
    private readonly Connections _connections = new();

    [Fact]
    public void Sessions_whose_sockets_are_gone_are_forgotten()
    {
        var sockets = new SessionSockets(_connections);
        _connections.Open.UnionWith(["kept.1", "kept.2"]);
        sockets.Add("kept", "kept.1");
        for (var i = 0; i < 10_000; i++) sockets.Add($"session {i}", $"1.{i}");
        Assert.Equal(["kept"], sockets.OpenSessions());
        sockets.Add("kept", "kept.2");
        sockets.CloseAll("kept");
        Assert.Equal(["kept.1", "kept.2"], _connections.Closed);
    }

    [Fact]
    public void Made_up_sockets_do_not_push_out_one_that_is_open()
    {
        var sockets = new SessionSockets(_connections);
        _connections.Open.Add("1.1");
        sockets.Add("session", "1.1");
        for (var i = 0; i < 1000; i++) sockets.Add("session", $"2.{i}");
        sockets.CloseAll("session");
        Assert.Contains("1.1", _connections.Closed);
        Assert.InRange(_connections.Closed.Count, 1, 32);
    }

    [Fact]
    public void Sessions_with_open_sockets_are_kept_however_many()
    {
        var sockets = new SessionSockets(_connections);
        for (var i = 0; i < 3000; i++)
        {
            _connections.Open.Add($"1.{i}");
            sockets.Add($"session {i}", $"1.{i}");
        }
        Assert.Equal(3000, sockets.OpenSessions().Count);
    }

    [Fact]
    public void Sockets_that_are_open_are_closed_however_many()
    {
        var sockets = new SessionSockets(_connections);
        for (var i = 0; i < 100; i++)
        {
            _connections.Open.Add($"1.{i}");
            sockets.Add("session", $"1.{i}");
        }
        sockets.CloseAll("session");
        Assert.Equal(100, _connections.Closed.Count);
    }

    private sealed class Connections : IConnectionControl
    {
        public void CloseAll(int code, string reason) => throw new NotSupportedException();

        public HashSet<string> Open { get; } = [];

        public List<string> Closed { get; } = [];

        public void Close(string socketId, int code, string reason) => Closed.Add(socketId);

        public bool IsOpen(string socketId) => Open.Contains(socketId);
    }
}
