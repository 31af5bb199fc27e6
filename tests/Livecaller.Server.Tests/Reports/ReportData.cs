using Livecaller.Protocol;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Reports;

/// <summary>Conversations with times that a test chooses.</summary>
internal sealed class ReportData(LivecallerServer server)
{
    private readonly string _visitor = Guid.NewGuid().ToString();
    private readonly List<ConversationRow> _rows = [];

    /// <summary>Adds a conversation. Minutes count from its start.</summary>
    public ReportData Add(
        string createdAt, double? taken = null, double? answered = null, double? closed = null, int? rating = null, string? comment = null, double? rated = null,
        string? department = null, string? assignee = null)
    {
        var created = DateTimeOffset.Parse(createdAt, System.Globalization.CultureInfo.InvariantCulture);
        _rows.Add(new()
        {
            Id = Guid.CreateVersion7(created).ToString(),
            WidgetId = LivecallerServer.Widget,
            VisitorId = _visitor,
            DepartmentId = department,
            OperatorId = assignee is null ? null : Guid.Parse(assignee),
            Status = closed is not null ? ConversationStatus.Closed : taken is not null ? ConversationStatus.Active : ConversationStatus.Queued,
            CreatedAt = created,
            LastActivityAt = created,
            AssignedAt = After(created, taken),
            FirstResponseAt = After(created, answered),
            ClosedAt = After(created, closed),
            WaitingSince = answered is null && closed is null ? created : null,
            Rating = rating,
            RatingComment = comment,
            RatedAt = rating is null ? null : After(created, rated ?? closed),
        });
        return this;
    }

    public async Task StoreAsync()
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync();
        if (!await db.Visitors.AnyAsync(v => v.Id == _visitor))
            db.Visitors.Add(new() { Id = _visitor, WidgetId = LivecallerServer.Widget, Name = "Ana", CreatedAt = DateTimeOffset.UnixEpoch });
        db.Conversations.AddRange(_rows);
        await db.SaveChangesAsync();
        _rows.Clear();
    }

    private static DateTimeOffset? After(DateTimeOffset start, double? minutes) => minutes is { } known ? start.AddMinutes(known) : null;
}
