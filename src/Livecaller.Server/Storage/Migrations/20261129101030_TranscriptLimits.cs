using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Livecaller.Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class TranscriptLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ClientAddress",
                table: "Transcripts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Mailbox",
                table: "Transcripts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ClientAddress",
                table: "Transcripts");

            migrationBuilder.DropColumn(
                name: "Mailbox",
                table: "Transcripts");
        }
    }
}
