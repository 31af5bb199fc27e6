using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Livecaller.Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OperatorSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "OperatorSessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "OperatorSessions",
                type: "TEXT",
                nullable: false,
                defaultValue: "Api");

            migrationBuilder.AddColumn<long>(
                name: "LastSeenAt",
                table: "OperatorSessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "RevokedBecause",
                table: "OperatorSessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SecurityStamp",
                table: "OperatorSessions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "UserAgent",
                table: "OperatorSessions",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Address",
                table: "OperatorSessions");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "OperatorSessions");

            migrationBuilder.DropColumn(
                name: "LastSeenAt",
                table: "OperatorSessions");

            migrationBuilder.DropColumn(
                name: "RevokedBecause",
                table: "OperatorSessions");

            migrationBuilder.DropColumn(
                name: "SecurityStamp",
                table: "OperatorSessions");

            migrationBuilder.DropColumn(
                name: "UserAgent",
                table: "OperatorSessions");
        }
    }
}
