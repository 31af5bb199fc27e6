using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Livecaller.Bench.Hosting;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Deploy;

/// <summary>The files in deploy/, checked by the programs that read them.</summary>
public sealed class DeployFileTests : IDisposable
{
    private const string Name = "chat.example.com";
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-deploy-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Systemd_accepts_the_unit()
    {
        // Its program is at another place here. systemd-analyze ends with 0 on a key that it doesn't know, but says so.
        var unit = Read("livecaller.service").Replace("/opt/livecaller/Livecaller.Host", "/bin/true", StringComparison.Ordinal);
        var file = Path.Combine(_folder, "livecaller.service");
        await File.WriteAllTextAsync(file, unit, Cancelled);

        var (exitCode, _, complaints) = await PublishedHost.RunAsync("systemd-analyze", "verify", file);

        Assert.Equal((0, ""), (exitCode, complaints));
    }

    [Fact]
    public async Task Nginx_serves_the_chat_over_HTTPS_with_the_configuration()
    {
        await using var host = await LivecallerProcess.StartHostAsync(
            [.. LivecallerProcess.Seed, $"--Livecaller:PublicUrl=https://{Name}", "--Livecaller:TrustedProxies=127.0.0.1"]);
        await using var nginx = await Nginx.StartServersAsync(Nginx.FreePort(), port => Configuration(port, host.Address));

        using var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "CN=" + Name },
        })
        { BaseAddress = new Uri("https" + nginx.Address.AbsoluteUri[4..]), DefaultRequestHeaders = { Host = Name } };
        using var signIn = await http.GetAsync("dashboard/login", Cancelled);
        Assert.True(signIn.IsSuccessStatusCode);
        Assert.Contains(signIn.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
        using var widget = await http.GetAsync($"v1/widget?widget_id={LivecallerProcess.WidgetId}", Cancelled);
        Assert.Contains($"\"host\":\"{Name}\"", await widget.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);

        // A WebSocket gets through.
        using var socket = new HttpRequestMessage(HttpMethod.Get, "app/unknown?protocol=7")
        {
            Headers = { { "Upgrade", "websocket" }, { "Connection", "Upgrade" }, { "Sec-WebSocket-Version", "13" }, { "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==" } },
        };
        using var upgraded = await http.SendAsync(socket, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Equal(System.Net.HttpStatusCode.SwitchingProtocols, upgraded.StatusCode);
    }

    [Fact]
    public async Task Caddy_accepts_its_configuration()
    {
        var (exitCode, _, _) = await PublishedHost.RunAsync("sh", "-c", "command -v caddy");
        Assert.SkipUnless(exitCode == 0, "Caddy isn't installed.");

        var (result, output, complaints) = await PublishedHost.RunAsync("caddy", "validate", "--adapter", "caddyfile", "--config", Path.Combine(Repository.Root, "deploy", "Caddyfile"));

        Assert.True(result == 0, output + complaints);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Read(string name) => File.ReadAllText(Path.Combine(Repository.Root, "deploy", name));

    private string Configuration(int port, Uri server)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + Name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var (certificateFile, keyFile) = (Path.Combine(_folder, "certificate.pem"), Path.Combine(_folder, "key.pem"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return Read("nginx.conf")
            .Replace("listen 80;", $"listen 127.0.0.1:{Nginx.FreePort()};", StringComparison.Ordinal)
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{port} ssl;", StringComparison.Ordinal)
            .Replace("/etc/ssl/chat.example.com.crt", certificateFile, StringComparison.Ordinal)
            .Replace("/etc/ssl/chat.example.com.key", keyFile, StringComparison.Ordinal)
            .Replace("http://127.0.0.1:5080", $"http://{server.Authority}", StringComparison.Ordinal);
    }
}
