namespace Livecaller.Server.PostgreSql.FromSqlite;

// Statements on one connection.
internal static class ConnectionSql
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    public static void Execute(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = connection.Command(sql, values);
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteScalar();
    }

    /// <summary>Whether a table exists.</summary>
    public static bool Exists(this NpgsqlConnection connection, string table) => connection.Scalar("SELECT to_regclass($1) IS NOT NULL", Quote(table)) is true;

    /// <summary>A name as an identifier.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
