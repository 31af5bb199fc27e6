using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Livecaller.Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class UploadQuota : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "UploadedFrom",
                table: "Uploads",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UploadedFrom",
                table: "Attachments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_UploadedFrom",
                table: "Uploads",
                column: "UploadedFrom");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_Size",
                table: "Attachments",
                column: "Size");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_UploadedFrom_CreatedAt",
                table: "Attachments",
                columns: new[] { "UploadedFrom", "CreatedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Uploads_UploadedFrom",
                table: "Uploads");

            migrationBuilder.DropIndex(
                name: "IX_Attachments_Size",
                table: "Attachments");

            migrationBuilder.DropIndex(
                name: "IX_Attachments_UploadedFrom_CreatedAt",
                table: "Attachments");

            migrationBuilder.DropColumn(
                name: "UploadedFrom",
                table: "Uploads");

            migrationBuilder.DropColumn(
                name: "UploadedFrom",
                table: "Attachments");
        }
    }
}
