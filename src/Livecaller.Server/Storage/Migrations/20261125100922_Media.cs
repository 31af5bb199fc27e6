using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Livecaller.Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Media : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CompletedAt",
                table: "Attachments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<double>(
                name: "Duration",
                table: "Attachments",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HasThumbnail",
                table: "Attachments",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Waveform",
                table: "Attachments",
                type: "TEXT",
                nullable: true);

            // What was never sent counts from when it was begun: nothing else was written down.
            migrationBuilder.Sql("UPDATE Attachments SET CompletedAt = CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_MessageId_CompletedAt",
                table: "Attachments",
                columns: new[] { "MessageId", "CompletedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attachments_MessageId_CompletedAt",
                table: "Attachments");

            migrationBuilder.DropColumn(
                name: "CompletedAt",
                table: "Attachments");

            migrationBuilder.DropColumn(
                name: "Duration",
                table: "Attachments");

            migrationBuilder.DropColumn(
                name: "HasThumbnail",
                table: "Attachments");

            migrationBuilder.DropColumn(
                name: "Waveform",
                table: "Attachments");
        }
    }
}
