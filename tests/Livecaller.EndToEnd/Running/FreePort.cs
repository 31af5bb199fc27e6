using System.Net;
using System.Net.Sockets;

namespace Livecaller.EndToEnd.Running;

/// <summary>Ports for programs that can't choose one by themselves.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
