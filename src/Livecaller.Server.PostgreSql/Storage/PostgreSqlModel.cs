using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Livecaller.Server.PostgreSql.Storage;

// The tables, with texts that are ordered by their code points, as in SQLite and in .NET, whatever the locale of the database is.
#pragma warning disable CA1812 // EF Core creates it.
internal sealed class PostgreSqlModel(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
#pragma warning restore CA1812
{
    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            if ((property.GetProviderClrType() ?? property.ClrType) == typeof(string)) property.SetCollation("C");
    }
}
