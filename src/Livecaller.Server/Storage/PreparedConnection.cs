using System.Data.Common;

namespace Livecaller.Server.Storage;

// A connection that stays open, with commands that the database has prepared, for what is done with every message. It is opened as EF Core
// opens its own, with the same settings and interceptors.
internal sealed class PreparedConnection : IDisposable
{
    private readonly LivecallerDbContext _db;
    private readonly List<DbCommand> _commands = [];

    private PreparedConnection(LivecallerDbContext db) => (_db, Connection) = (db, db.Database.GetDbConnection());

    public DbConnection Connection { get; }

    public static PreparedConnection Open(IDbContextFactory<LivecallerDbContext> contexts)
    {
        var db = contexts.CreateDbContext();
        try
        {
            db.Database.OpenConnection();
            return new PreparedConnection(db);
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>Adds a command.</summary>
    /// <param name="text">A text of <see cref="Statements"/>.</param>
    /// <param name="parameters">The number of its parameters, which are named @0, @1 and so on.</param>
    public PreparedCommand Add(string text, int parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            command.Parameters.Add(parameter);
        }

        _commands.Add(command);
        return new PreparedCommand(command);
    }

    /// <summary>Begins a transaction that nobody else can write beside, in which all commands take part from now on.</summary>
    public DbTransaction Begin()
    {
        var transaction = Connection.BeginTransaction();
        foreach (var command in _commands) command.Transaction = transaction;
        return transaction;
    }

    public void Dispose()
    {
        foreach (var command in _commands) command.Dispose();
        _db.Dispose();
    }
}

// One command of a connection.
internal sealed class PreparedCommand(DbCommand command)
{
    public int Execute(params ReadOnlySpan<object?> values) => With(values).ExecuteNonQuery();

    public DbDataReader Read(params ReadOnlySpan<object?> values) => With(values).ExecuteReader();

    private DbCommand With(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
