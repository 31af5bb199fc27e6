using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Livecaller.Bench.Hosting;

/// <summary>A real nginx, with a configuration of its own.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    // In the locations, because a location that sets a header of its own inherits none.
    private const string Headers = "proxy_set_header Host $http_host; proxy_set_header Upgrade $http_upgrade; "
        + "proxy_set_header Connection $connection_upgrade; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-nginx-").FullName;
    private Process? _process;

    private Nginx(int port) => Address = new Uri($"http://127.0.0.1:{port}");

    public Uri Address { get; }

    /// <summary>Starts it with what goes into the server block.</summary>
    public static async Task<Nginx> StartAsync(int port, string locations)
    {
        var server = $$"""
            client_max_body_size 0;
            map $http_upgrade $connection_upgrade { default upgrade; '' close; }
            server {
                listen 127.0.0.1:{{port}};
                proxy_http_version 1.1;
                proxy_request_buffering off;
                proxy_redirect off;
                {{locations.Replace("proxy_pass ", Headers + " proxy_pass ", StringComparison.Ordinal)}}
            }
            """;
        return await StartServersAsync(port, _ => server);
    }

    /// <summary>Starts it with a file of server blocks, one of which listens on the port.</summary>
    public static async Task<Nginx> StartServersAsync(int port, Func<int, string> servers)
    {
        var nginx = new Nginx(port);
        await nginx.LaunchAsync(servers(port));
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task LaunchAsync(string servers)
    {
        var file = Path.Combine(_folder, "nginx.conf");
        await File.WriteAllTextAsync(file, $$"""
            daemon off;
            master_process off;
            pid {{_folder}}/nginx.pid;
            error_log stderr warn;
            events { worker_connections 256; }
            http {
                access_log off;
                client_body_temp_path {{_folder}}/body;
                proxy_temp_path {{_folder}}/proxy;
                fastcgi_temp_path {{_folder}}/fastcgi;
                uwsgi_temp_path {{_folder}}/uwsgi;
                scgi_temp_path {{_folder}}/scgi;
                {{servers}}
            }
            """);
        _process = Process.Start(new ProcessStartInfo(Program(), ["-c", file, "-p", _folder, "-e", "stderr"]) { RedirectStandardError = true })!;
        var complaints = _process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(StartTimeout);
        while (!await AnswersAsync(late.Token))
        {
            if (_process.HasExited) throw new InvalidOperationException("nginx has ended: " + await complaints);
            if (late.IsCancellationRequested) throw new TimeoutException("nginx does not answer.");
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Address.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Program() => new[] { "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx" }.FirstOrDefault(File.Exists) ?? "nginx";
}
