using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Livecaller.Realtime.Tests.Support;

internal static class KestrelExtensions
{
    public static void ListenLocalhostOnFreePort(this KestrelServerOptions kestrel) => kestrel.Listen(IPAddress.Loopback, 0);
}
