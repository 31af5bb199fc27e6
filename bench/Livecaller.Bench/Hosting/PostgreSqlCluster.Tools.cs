using System.Diagnostics;
using System.Globalization;

namespace Livecaller.Bench.Hosting;

/// <summary>The programs of PostgreSQL that benchmarks use.</summary>
internal sealed partial class PostgreSqlCluster
{
    /// <summary>Runs SQL in a database, and returns its output.</summary>
    public Task<string> SqlAsync(string database, string sql) => ToolAsync("psql", "-X", "-At", "-v", "ON_ERROR_STOP=1", "-c", sql, database);

    /// <summary>Runs a program of PostgreSQL with access to the cluster, and returns its output.</summary>
    public async Task<string> ToolAsync(string tool, params string[] arguments)
    {
        string[] connection = ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", User];
        using var process = Process.Start(new ProcessStartInfo(Tool(tool), [.. connection, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{tool} ended with {process.ExitCode}: {await output} {await error}");
    }
}
