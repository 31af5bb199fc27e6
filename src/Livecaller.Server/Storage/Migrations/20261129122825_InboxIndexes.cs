using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Livecaller.Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class InboxIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Conversations_WidgetId_Status",
                table: "Conversations");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Status_LastActivityAt_Id",
                table: "Conversations",
                columns: new[] { "Status", "LastActivityAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Status_OperatorId_LastActivityAt_Id",
                table: "Conversations",
                columns: new[] { "Status", "OperatorId", "LastActivityAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_WidgetId_Status_Id",
                table: "Conversations",
                columns: new[] { "WidgetId", "Status", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Conversations_Status_LastActivityAt_Id",
                table: "Conversations");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_Status_OperatorId_LastActivityAt_Id",
                table: "Conversations");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_WidgetId_Status_Id",
                table: "Conversations");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_WidgetId_Status",
                table: "Conversations",
                columns: new[] { "WidgetId", "Status" });
        }
    }
}
