using Microsoft.EntityFrameworkCore.Design;

namespace Livecaller.Server.PostgreSql.Storage;

// Only for `dotnet ef migrations add`, which needs a context without a running server. It does not connect.
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<LivecallerDbContext>
{
    public LivecallerDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<LivecallerDbContext>();
        PostgreSqlDatabase.Configure(options, npgsql => options.UseNpgsql("Host=localhost", npgsql));
        return new(options.UseApplicationServiceProvider(new StorageServices(null)).Options);
    }
}
