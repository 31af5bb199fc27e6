using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Livecaller.Server.PostgreSql.Tests.FromSqlite;

/// <summary>Rows for every table of the model, made up from the types of its columns.</summary>
internal sealed class FilledTables
{
    public const int RowsEach = 4;

    private static readonly string[] Texts =
    [
        "plain", "Straße ≠ STRASSE, 'quoted' \"twice\" \\N \t\r\n", "e\u0301 \u00e9 😀 مرحبا 中文", "",
    ];

    private static readonly long[] Times = [1_782_777_600_001, -315_619_200_001, 253_402_300_799_999, 0];

    private readonly List<ITable> _tables;

    private FilledTables(List<ITable> tables) => _tables = tables;

    public IEnumerable<string> Names => _tables.Select(t => t.Name);

    /// <summary>Fills all tables of an installation.</summary>
    public static Task<FilledTables> FillAsync(SqliteInstallation installation) => installation.WithSourceAsync(db =>
    {
        var filled = new FilledTables([.. db.Model.GetRelationalModel().Tables]);
        using var connection = installation.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var table in filled._tables)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"DELETE FROM \"{table.Name}\"";
            command.ExecuteNonQuery();
            var columns = table.Columns.ToList();
            command.CommandText = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@{i}"))})";
            for (var row = 0; row < RowsIn(table.Name); row++)
            {
                command.Parameters.Clear();
                for (var i = 0; i < columns.Count; i++) command.Parameters.AddWithValue($"@{i}", Stored(ValueOf(columns[i], row)) ?? DBNull.Value);
                command.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        return filled;
    });

    /// <summary>How many rows a table has.</summary>
    public static int RowsIn(string table) => table == "Installation" ? 1 : RowsEach;

    /// <summary>The rows of a table as texts, in any order.</summary>
    public IEnumerable<string> RowsOf(string table)
    {
        var columns = _tables.Single(t => t.Name == table).Columns.OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        return Enumerable.Range(0, RowsIn(table)).Select(row => string.Join(" | ", columns.Select(c => Format(ValueOf(c, row)))));
    }

    /// <summary>A value as a text, whichever database it is from.</summary>
    public static string Format(object? value) => value switch
    {
        null => "null",
        string text when text.StartsWith('{') => JsonSerializer.Serialize(JsonNode.Parse(text)!.AsObject().OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary()),
        byte[] bytes => Convert.ToHexString(bytes),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        System.Collections.IEnumerable items and not string => "[" + string.Join(", ", items.Cast<object>().Select(Format)) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // As a server stores it.
    private static object? Stored(object? value) => value switch
    {
        Guid id => id.ToString().ToUpperInvariant(),
        List<string> or List<double> => JsonSerializer.Serialize(value),
        _ => value,
    };

    private static object? ValueOf(IColumn column, int row)
    {
        // What refers to another table has the value of the same row there.
        if (column.Table.ForeignKeyConstraints().FirstOrDefault(f => f.Columns.Contains(column)) is { } reference)
            return ValueOf(reference.PrincipalColumns[reference.Columns.ToList().IndexOf(column)], row);
        var isKey = column.Table is ITable table && table.UniqueConstraints.Concat<object>(table.Indexes.Where(i => i.IsUnique)).Any(u => u switch
        {
            IUniqueConstraint unique => unique.Columns.Contains(column),
            ITableIndex index => index.Columns.Contains(column),
            _ => false,
        });
        if (column.IsNullable && row == 3) return null;
        var type = column.PropertyMappings.Count == 0 ? null : column.PropertyMappings[0].Property.ClrType;
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        // A part of a row that is JSON.
        if (type is null) return $$"""{"Name": "Key \u00e9 {{row}}", "SignCount": {{row}}, "IsBackedUp": true, "At": "2026-11-30T00:00:00.1234567+00:00", "Bytes": "AQID", "None": null}""";
        if (type == typeof(string)) return isKey ? $"{column.Table.Name}.{column.Name} {row} {Texts[row]}" : Texts[row];
        if (type == typeof(Guid)) return new Guid(row + 1, 2, 3, [.. Enumerable.Range(column.Name.Length, 8).Select(b => (byte)b)]);
        if (type == typeof(DateTimeOffset)) return isKey ? Times[0] + row : Times[row];
        if (type == typeof(bool)) return row % 2 == 0;
        if (type == typeof(int)) return isKey ? 1000 + row : (int[])[int.MaxValue, int.MinValue, 0, 7] is var numbers ? numbers[row] : 0;
        if (type == typeof(long)) return isKey ? 1000L + row : ((long[])[long.MaxValue, long.MinValue, 0, 7])[row];
        if (type == typeof(double)) return ((double[])[0.1 + 0.2, double.MaxValue, 0.5, 1e-300])[row];
        if (type == typeof(byte[])) return new byte[] { 0, 255, (byte)row };
        if (type == typeof(List<string>)) return row == 0 ? [] : new List<string> { Texts[1], Texts[2], "" };
        if (type == typeof(List<double>)) return new List<double> { 0.1, 1.0 / 3, row };
        return type.IsEnum ? Enum.GetNames(type)[row % Enum.GetNames(type).Length] : throw new NotSupportedException($"{column.Name} is {type}.");
    }
}

file static class Relations
{
    public static IEnumerable<IForeignKeyConstraint> ForeignKeyConstraints(this ITableBase table) => ((ITable)table).ForeignKeyConstraints;
}
