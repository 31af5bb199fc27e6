using Livecaller.Contract.Tests.Servers;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

/// <summary>
/// What every server promises to visitors: each call of the visitor API, its statuses and limits, and the events of the log and the sockets.
/// Stated once, and run against every kind of server.
/// </summary>
public abstract partial class WidgetContract(ContractServers servers)
{
    /// <summary>A server that other tests use too.</summary>
    protected IContractServer Server => servers.Shared;

    /// <summary>A server of the test's own, which may move its clock and has no other conversations.</summary>
    protected Task<IContractServer> StartAsync(ContractSetup? setup = null) => servers.StartAsync(setup ?? new());

    protected Task<Visitor> LoginAsync() => Visitor.LoginAsync(Server);
}

/// <summary>The server in memory of <c>Livecaller.Testing</c>.</summary>
public sealed class TestHostContract(TestHostServers servers) : WidgetContract(servers), IClassFixture<TestHostServers>;

/// <summary>The real server with PostgreSQL.</summary>
public sealed class PostgreSqlServerContract(PostgreSqlServers servers) : WidgetContract(servers), IClassFixture<PostgreSqlServers>;

/// <summary>The real server with SQLite.</summary>
public sealed class SqliteServerContract(SqliteServers servers) : WidgetContract(servers), IClassFixture<SqliteServers>;
