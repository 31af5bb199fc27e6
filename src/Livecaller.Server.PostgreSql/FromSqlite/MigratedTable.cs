using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Livecaller.Server.PostgreSql.FromSqlite;

// A table of the model. Both databases have the same tables and columns.
internal sealed class MigratedTable
{
    private MigratedTable(string name, IReadOnlyList<MigratedColumn> columns) => (Name, Columns) = (name, columns);

    public string Name { get; }

    public IReadOnlyList<MigratedColumn> Columns { get; }

    public string Identifier => ConnectionSql.Quote(Name);

    public string ColumnList => string.Join(", ", Columns.Select(c => c.Identifier));

    /// <summary>All tables of the model of PostgreSQL.</summary>
    public static IReadOnlyList<MigratedTable> All(LivecallerDbContext target) =>
    [
        .. target.Model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => new MigratedTable(t.Name, [.. t.Columns.Select(c => new MigratedColumn(t.Name, c.Name, c.StoreType))])),
    ];

    /// <summary>Adds the values of the row that a reader is at to a checksum.</summary>
    public void AddTo(TableChecksum checksum, DbDataReader row, Func<MigratedColumn, DbDataReader, int, object?> read)
    {
        for (var i = 0; i < Columns.Count; i++) checksum.Add(read(Columns[i], row, i));
        checksum.EndRow();
    }
}
