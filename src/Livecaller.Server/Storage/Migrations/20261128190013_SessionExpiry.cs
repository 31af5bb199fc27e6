using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Livecaller.Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SessionExpiry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_VisitorSessions_ExpiresAt",
                table: "VisitorSessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_VisitorSessions_RevokedAt",
                table: "VisitorSessions",
                column: "RevokedAt");

            migrationBuilder.CreateIndex(
                name: "IX_OperatorSessions_ExpiresAt",
                table: "OperatorSessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_OperatorSessions_RevokedAt",
                table: "OperatorSessions",
                column: "RevokedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_VisitorSessions_ExpiresAt",
                table: "VisitorSessions");

            migrationBuilder.DropIndex(
                name: "IX_VisitorSessions_RevokedAt",
                table: "VisitorSessions");

            migrationBuilder.DropIndex(
                name: "IX_OperatorSessions_ExpiresAt",
                table: "OperatorSessions");

            migrationBuilder.DropIndex(
                name: "IX_OperatorSessions_RevokedAt",
                table: "OperatorSessions");
        }
    }
}
