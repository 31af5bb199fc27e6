using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Security.Tests.Visitors;

/// <summary>A client who pretends to have many addresses, to have each limit many times.</summary>
public sealed class ForwardedAddressTests : IDisposable
{
    private const string Proxy = "127.0.0.2";
    private const string Stranger = "127.0.0.3";
    private readonly LogLines _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_address_that_a_stranger_forwards_is_ignored(bool withSwitch)
    {
        await using var server = await StartAsync(("Livecaller:TrustedProxies", Proxy), ("ForwardedHeaders_Enabled", $"{withSwitch}"));

        Assert.Equal(HttpStatusCode.OK, await LoginAsync(server, Stranger, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await LoginAsync(server, Stranger, "203.0.113.2"));
    }

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("10.0.0.0/8, 127.0.0.2/32")]
    public async Task The_address_that_a_trusted_proxy_forwards_is_the_clients(string proxies)
    {
        await using var server = await StartAsync(("Livecaller:TrustedProxies", proxies));

        Assert.Equal(HttpStatusCode.OK, await LoginAsync(server, Proxy, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(server, Proxy, "203.0.113.2"));
        // What the client itself has written stands before what the proxy has added.
        Assert.Equal(HttpStatusCode.TooManyRequests, await LoginAsync(server, Proxy, "198.51.100.9, 203.0.113.2"));
        Assert.DoesNotContain(_log.All, line => line.Contains("X-Forwarded-For", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_frameworks_switch_alone_trusts_the_machine_itself_and_nobody_else()
    {
        await using var server = await StartAsync(("ForwardedHeaders_Enabled", "true"));

        var options = server.Get<IOptions<ForwardedHeadersOptions>>().Value;

        Assert.Empty(options.KnownProxies);
        Assert.Equal(["127.0.0.0/8", "::1/128"], options.KnownIPNetworks.Select(n => n.ToString()));
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(server, Proxy, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(server, Proxy, "203.0.113.2"));
    }

    [Fact]
    public async Task Forwarded_headers_that_nobody_takes_are_warned_of_once()
    {
        await using var server = await StartAsync(("Livecaller:TrustedProxies", Proxy));
        await LoginAsync(server, Stranger, "203.0.113.1");
        await LoginAsync(server, Stranger, "203.0.113.2");

        var warning = Assert.Single(_log.Of(LogLevel.Warning), line => line.Contains("X-Forwarded-For", StringComparison.Ordinal));
        Assert.Contains($"from {Stranger}", warning, StringComparison.Ordinal);
        Assert.Contains("Livecaller:TrustedProxies", warning, StringComparison.Ordinal);
    }

    private Task<LivecallerServer> StartAsync(params (string Key, string Value)[] settings) => LivecallerServer.StartGuestAsync(
        builder =>
        {
            builder.UseLivecallerDefaults();
            builder.Logging.AddProvider(_log);
        },
        app => app.MapLivecaller(), settings: [.. settings, ("Livecaller:Limits:AnonymousLoginsPerMinute", "1")]);

    private static async Task<HttpStatusCode> LoginAsync(LivecallerServer server, string from, string forwarded)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        http.BaseAddress = server.Address;
        http.DefaultRequestHeaders.Add("X-LC-Widget", LivecallerServer.Widget);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        return (await new Caller(http, "/v1/widget", "", "").PostAsync("/auth/login", new { })).Status;
    }
}
