using System.Globalization;

namespace Livecaller.Bench.Hosting;

/// <summary>Several servers on one PostgreSQL and one Redis, behind an nginx without sticky sessions.</summary>
internal sealed class ServerCluster : IServers
{
    private readonly PostgreSqlCluster _database;
    private readonly RedisProcess _redis;
    private readonly List<HostProcess> _nodes = [];
    private Nginx? _nginx;

    private ServerCluster(PostgreSqlCluster database, RedisProcess redis) => (_database, _redis) = (database, redis);

    public int Port => Address.Port;

    public Uri Address => _nginx!.Address;

    public IReadOnlyCollection<string> Lines => [.. _nodes.SelectMany((node, number) => node.Lines.TakeLast(20).Select(line => $"node {number}: {line}"))];

    /// <summary>What was killed so far.</summary>
    public Dictionary<string, int> Crashes { get; } = [];

    public static async Task<ServerCluster> StartAsync(int nodes)
    {
        var cluster = new ServerCluster(await PostgreSqlCluster.CreateAsync("fsync=on", "full_page_writes=on"), new RedisProcess());
        try
        {
            await cluster._redis.StartAsync();
            for (var i = 0; i < nodes; i++)
            {
                // The first one creates the tables, the widget and the operator.
                cluster._nodes.Add(HostProcess.Create(new() { Arguments = cluster.Settings() }));
                await cluster._nodes[i].RestartAsync();
            }

            cluster._nginx = await Nginx.StartServersAsync(Nginx.FreePort(), cluster.NginxServers);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task CrashAsync(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
#pragma warning disable CA5394 // Runs with the same seed must be the same.
        var (chance, number, pause) = (random.Next(100), random.Next(_nodes.Count), TimeSpan.FromMilliseconds(random.Next(500)));
#pragma warning restore CA5394
        switch (chance)
        {
            case < 15:
                Count("Redis");
                await _redis.KillAsync();
                await Task.Delay(pause, TimeProvider.System);
                await _redis.StartAsync();
                break;
            case < 30:
                Count("PostgreSQL");
                await _database.StopAsync("immediate");
                await Task.Delay(pause, TimeProvider.System);
                await _database.StartAsync("fsync=on", "full_page_writes=on");
                break;
            default:
                Count("node");
                await _nodes[number].KillAsync();
                await Task.Delay(pause, TimeProvider.System);
                await _nodes[number].RestartAsync();
                break;
        }
    }

    public async Task RestartGracefullyAsync()
    {
        foreach (var node in _nodes) await node.RestartGracefullyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null) await _nginx.DisposeAsync();
        foreach (var node in _nodes) await node.DisposeAsync();
        await _redis.DisposeAsync();
        await _database.DisposeAsync();
    }

    private void Count(string what) => Crashes[what] = Crashes.GetValueOrDefault(what) + 1;

    private string[] Settings() =>
    [
        "--Livecaller:Database=postgres",
        $"--ConnectionStrings:Livecaller={_database.ConnectionString()}",
        $"--Livecaller:Redis={_redis.Address}",
        "--Livecaller:Realtime:AppId=bench",
        "--Livecaller:Realtime:AppKey=bench-key",
        "--Livecaller:Realtime:AppSecret=bench-secret-of-the-realtime-app",
        "--Livecaller:TrustedProxies=127.0.0.1",
    ];

    private string NginxServers(int port) => $$"""
        map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
        upstream livecaller {
            {{string.Join(' ', _nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"server 127.0.0.1:{node.Port} max_fails=1 fail_timeout=1s;")))}}
        }
        server {
            listen 127.0.0.1:{{port}};
            client_max_body_size 0;
            location / {
                proxy_pass http://livecaller;
                proxy_http_version 1.1;
                proxy_set_header Host $http_host;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection $connection_upgrade;
                proxy_set_header X-Forwarded-For $remote_addr;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_read_timeout 150s;
                proxy_next_upstream error timeout non_idempotent;
            }
        }
        """;
}
