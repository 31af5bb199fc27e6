using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Livecaller.Server.PostgreSql.Storage;
using NpgsqlTypes;

namespace Livecaller.Server.PostgreSql.FromSqlite;

// A column, and how its values are read from either database. A value is the same object then, whatever form a database keeps it in.
internal sealed class MigratedColumn
{
    private static readonly JsonSerializerOptions Numbers = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly string _table;
    private readonly int? _maxLength;
    private readonly Func<DbDataReader, int, object> _fromSqlite;
    private readonly Func<DbDataReader, int, object> _fromPostgreSql;

    /// <exception cref="NotSupportedException">The type of the column is new, and has to be added here.</exception>
    public MigratedColumn(string table, string name, string storeType)
    {
        (_table, Name) = (table, name);
        if (storeType.StartsWith("character varying(", StringComparison.Ordinal))
            (_maxLength, storeType) = (int.Parse(storeType.AsSpan(18).TrimEnd(')'), CultureInfo.InvariantCulture), "text");
        (Type, _fromSqlite, _fromPostgreSql) = KindOf(storeType) ?? throw new NotSupportedException($"{table}.{name} has the type {storeType}, which a migration cannot copy.");
    }

    public string Name { get; }

    public NpgsqlDbType Type { get; }

    public string Identifier => ConnectionSql.Quote(Name);

    /// <summary>The value of a row in SQLite, as PostgreSQL will store it.</summary>
    /// <exception cref="LivecallerStartupException">PostgreSQL cannot store it.</exception>
    public object? FromSqlite(DbDataReader row, int ordinal)
    {
        if (row.IsDBNull(ordinal)) return null;
        try
        {
            var value = _fromSqlite(row, ordinal);
            return _maxLength is { } most && value is string text && CharactersOf(text) > most ? throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"the text has {CharactersOf(text)} characters, and PostgreSQL accepts {most}")) : value;
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException or JsonException)
        {
            throw new LivecallerStartupException($"A value of {_table}.{Name} can't be copied: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", e);
        }
    }

    /// <summary>The value of a row in PostgreSQL.</summary>
    public object? FromPostgreSql(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : _fromPostgreSql(row, ordinal);

    private static (NpgsqlDbType, Func<DbDataReader, int, object>, Func<DbDataReader, int, object>)? KindOf(string storeType) => storeType switch
    {
        "text" => (NpgsqlDbType.Text, (row, i) => TextOf(row.GetString(i)), Plain),
        "bigint" => (NpgsqlDbType.Bigint, (row, i) => row.GetInt64(i), Plain),
        "integer" => (NpgsqlDbType.Integer, (row, i) => checked((int)row.GetInt64(i)), Plain),
        "boolean" => (NpgsqlDbType.Boolean, (row, i) => row.GetBoolean(i), Plain),
        "double precision" => (NpgsqlDbType.Double, (row, i) => row.GetDouble(i), Plain),
        "uuid" => (NpgsqlDbType.Uuid, (row, i) => row.GetGuid(i), Plain),
        "bytea" => (NpgsqlDbType.Bytea, (row, i) => row.GetFieldValue<byte[]>(i), Plain),
        "jsonb" => (NpgsqlDbType.Jsonb, (row, i) => CanonicalJson.Of(row.GetString(i)), (row, i) => CanonicalJson.Of(row.GetString(i))),
        "text[]" => (NpgsqlDbType.Array | NpgsqlDbType.Text, (row, i) => ListOf<string>(row, i).ConvertAll(TextOf).ToArray(), Plain),
        "double precision[]" => (NpgsqlDbType.Array | NpgsqlDbType.Double, (row, i) => ListOf<double>(row, i).ToArray(), Plain),
        _ => null,
    };

    private static object Plain(DbDataReader row, int ordinal) => row.GetValue(ordinal);

    private static string TextOf(string text) => (string)NulCharacters.In(text)!;

    private static int CharactersOf(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private static List<T> ListOf<T>(DbDataReader row, int ordinal) =>
        JsonSerializer.Deserialize<List<T>>(row.GetString(ordinal), Numbers) ?? throw new FormatException("the list is null");
}
