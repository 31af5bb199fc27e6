namespace Livecaller.Bench.Hosting;

/// <summary>The database of a benchmark: the argument <c>--database postgres</c>, or SQLite.</summary>
internal static class BenchDatabase
{
    private const string Option = "--database";

    /// <summary>Settings of a cluster that loses nothing when the machine fails.</summary>
    public static string[] Durable { get; } = ["fsync=on", "full_page_writes=on", "synchronous_commit=on", "autovacuum=on", "shared_buffers=512MB"];

    /// <summary>Reads the option and removes it from the arguments.</summary>
    /// <exception cref="ArgumentException">There is no such database.</exception>
    public static bool IsPostgreSql(ref string[] arguments)
    {
        var at = Array.IndexOf(arguments, Option);
        if (at < 0) return false;
        var name = arguments.ElementAtOrDefault(at + 1);
        arguments = [.. arguments[..at], .. arguments[Math.Min(at + 2, arguments.Length)..]];
        return name switch
        {
            "postgres" => true,
            "sqlite" => false,
            _ => throw new ArgumentException($"{Option} is '{name}'; expected sqlite or postgres.", nameof(arguments)),
        };
    }

    /// <summary>The settings of a server that stores its data in a database of a cluster.</summary>
    public static string[] Settings(PostgreSqlCluster cluster, string database) =>
        ["--Livecaller:Database=postgres", $"--ConnectionStrings:Livecaller={cluster.ConnectionString(database)};Maximum Pool Size=40"];
}
