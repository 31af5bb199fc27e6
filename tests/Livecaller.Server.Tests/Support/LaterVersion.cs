using System.Reflection;
using Livecaller.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Tests.Support;

/// <summary>A version of the server whose database has one migration more.</summary>
internal static class LaterVersion
{
    public const string MigrationId = "29990101000000_Later";

    public static void Use(WebApplicationBuilder builder) => builder.Services.ConfigureDbContext<LivecallerDbContext>(
        options => options.ReplaceService<IMigrationsAssembly, LaterMigrations>());

#pragma warning disable EF1001 // The list of migrations has no public base class.
    private sealed class LaterMigrations(
        ICurrentDbContext context, IDbContextOptions options, IMigrationsIdGenerator ids, IDiagnosticsLogger<DbLoggerCategory.Migrations> logger)
        : MigrationsAssembly(context, options, ids, logger)
    {
        public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
            new SortedList<string, TypeInfo>(base.Migrations.ToDictionary()) { [MigrationId] = typeof(Later).GetTypeInfo() };
    }
#pragma warning restore EF1001

    [DbContext(typeof(LivecallerDbContext))]
    [Migration(MigrationId)]
    private sealed class Later : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("Later", "Widgets", nullable: true);
    }
}
