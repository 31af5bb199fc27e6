using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.PostgreSql.Tests.Support;

/// <summary>A server with a data directory of its own, on a database that others can use too.</summary>
internal sealed class Node(LivecallerServer server, string directory) : IAsyncDisposable
{
    public LivecallerServer Server => server;

    /// <summary>Starts a server on a database.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="configure">What the test changes.</param>
    /// <param name="settings">Settings of this server.</param>
    public static async Task<Node> StartAsync(string connectionString, Action<WebApplicationBuilder>? configure = null, params (string Key, string Value)[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("livecaller-node-").FullName;
        try
        {
            return new(await LivecallerServer.StartAsync(directory, builder =>
            {
                foreach (var (key, value) in settings) builder.Configuration[key] = value;
                builder.Services.UsePostgreSql(connectionString);
                configure?.Invoke(builder);
            }), directory);
        }
        catch
        {
            Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }
}
