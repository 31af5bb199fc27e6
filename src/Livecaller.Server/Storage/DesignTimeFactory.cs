using Microsoft.EntityFrameworkCore.Design;

namespace Livecaller.Server.Storage;

// Only for `dotnet ef migrations add`, which needs a context without a running server.
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<LivecallerDbContext>
{
    public LivecallerDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<LivecallerDbContext>().UseSqlite("Data Source=:memory:").UseApplicationServiceProvider(new StorageServices(null)).Options);
}
