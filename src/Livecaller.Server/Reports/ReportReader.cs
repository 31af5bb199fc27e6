using System.Data.Common;

namespace Livecaller.Server.Reports;

// Runs the query of a report.
internal sealed class ReportReader(IDbContextFactory<LivecallerDbContext> contexts)
{
    private static readonly int[] All = [ReportSql.Started, ReportSql.Waited, ReportSql.Answered, ReportSql.Closed, ReportSql.Rated];

    /// <summary>Reads figures.</summary>
    /// <param name="query">Which conversations.</param>
    /// <param name="segments">When.</param>
    /// <param name="bucket">What is counted together.</param>
    /// <param name="name">The name of a bucket.</param>
    /// <param name="kinds">What is counted; null for everything.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<IReadOnlyList<ReportLine>> ReadAsync(
        ReportQuery query, IReadOnlyList<ZoneSegment> segments, string bucket, string name, int[]? kinds, CancellationToken cancellationToken)
    {
        var filter = new ReportFilter();
        if (query.DepartmentId is { } department) filter.Add("c.\"DepartmentId\"", department.Value);
        if (query.OperatorId is { } assignee) filter.Add("c.\"OperatorId\"", IdOf(assignee));
        return await ReadAsync(ReportSql.Figures(segments, bucket, name, filter.Sql, kinds ?? All), filter, static row => new ReportLine(
            row.GetInt32(0), Text(row, 1), row.GetInt32(2), Number(row, 3), Number(row, 4), Text(row, 5)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads for how long operators were online on each day.</summary>
    public Task<IReadOnlyList<(string Operator, string Name, int Day, long Online)>> ReadOnlineAsync(
        OperatorId? assignee, IReadOnlyList<long> bounds, CancellationToken cancellationToken)
    {
        var filter = new ReportFilter();
        if (assignee is { } id) filter.Add("p.\"OperatorId\"", IdOf(id));
        return ReadAsync(ReportSql.Online(bounds, filter.Sql), filter, static row => (row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt64(3)), cancellationToken);
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, ReportFilter filter, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await db.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var command = db.Database.GetDbConnection().CreateCommand();
        await using var commandLifetime = command.ConfigureAwait(false);
#pragma warning disable CA2100 // Texts of callers are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        filter.AddTo(command);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var readerLifetime = reader.ConfigureAwait(false);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(read(reader));
        return rows;
    }

    private static Guid IdOf(OperatorId id) => Guid.TryParse(id.Value, out var parsed) ? parsed : Guid.Empty;

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static double? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    // Conditions with parameters.
    private sealed class ReportFilter
    {
        private readonly List<object> _values = [];

        public string Sql { get; private set; } = "";

        public void Add(string column, object value)
        {
            Sql += string.Create(System.Globalization.CultureInfo.InvariantCulture, $" AND {column} = @{_values.Count}");
            _values.Add(value);
        }

        public void AddTo(DbCommand command)
        {
            for (var i = 0; i < _values.Count; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ("@" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), _values[i]);
                command.Parameters.Add(parameter);
            }
        }
    }
}
