using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Livecaller.Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Around : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Features",
                table: "Widgets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FieldsJson",
                table: "Widgets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SettingsJson",
                table: "Widgets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HoursJson",
                table: "Departments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CallbackJson",
                table: "Conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FieldLabelsJson",
                table: "Conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Transcripts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    VisitorId = table.Column<string>(type: "TEXT", nullable: false),
                    Email = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Transcripts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Transcripts_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Transcripts_ConversationId",
                table: "Transcripts",
                column: "ConversationId");

            migrationBuilder.CreateIndex(
                name: "IX_Transcripts_CreatedAt",
                table: "Transcripts",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Transcripts_DueAt",
                table: "Transcripts",
                column: "DueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Transcripts");

            migrationBuilder.DropColumn(
                name: "Features",
                table: "Widgets");

            migrationBuilder.DropColumn(
                name: "FieldsJson",
                table: "Widgets");

            migrationBuilder.DropColumn(
                name: "SettingsJson",
                table: "Widgets");

            migrationBuilder.DropColumn(
                name: "HoursJson",
                table: "Departments");

            migrationBuilder.DropColumn(
                name: "CallbackJson",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "FieldLabelsJson",
                table: "Conversations");
        }
    }
}
