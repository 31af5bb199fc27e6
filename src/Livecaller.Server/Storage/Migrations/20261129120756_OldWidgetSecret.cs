using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Livecaller.Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OldWidgetSecret : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OldJwtSecret",
                table: "Widgets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OldJwtSecretUntil",
                table: "Widgets",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "OldJwtSecret",
                table: "Widgets");

            migrationBuilder.DropColumn(
                name: "OldJwtSecretUntil",
                table: "Widgets");
        }
    }
}
