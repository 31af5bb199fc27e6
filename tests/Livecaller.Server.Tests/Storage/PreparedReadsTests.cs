using System.Reflection;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Storage;

/// <summary>What is read with prepared commands is what EF Core reads, column by column.</summary>
public sealed class PreparedReadsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_and_its_visitor_are_read_in_full(bool isFull)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
        var session = await db.VisitorSessions.Include(s => s.Visitor).SingleAsync(s => s.Id == visitor.SessionId, Cancelled);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1_764_000_000_123);
        if (isFull)
        {
            (session.Device, session.RevokedAt) = ("{\"os\":\"ü\"}", now);
            (session.Address, session.UserAgent, session.Language) = ("192.0.2.1", "agent", "ka");
            (session.Visitor!.AttributesJson, session.Visitor.Notes, session.Visitor.NotesVersion) = ("{\"plan\":\"gold\"}", "tea", 3);
            (session.Visitor.NotesBy, session.Visitor.NotesAt) = (Guid.NewGuid(), now);
            (session.Visitor!.UserId, session.Visitor.Name, session.Visitor.Email, session.Visitor.Mobile) = ("u-1", "Zoë", "zoe@example.com", "+1");
        }

        await db.SaveChangesAsync(Cancelled);

        var read = server.Get<PreparedReads>().FindVisitorSession(visitor.SessionId)!;

        AssertSame(await db.VisitorSessions.AsNoTracking().SingleAsync(s => s.Id == visitor.SessionId, Cancelled), read, nameof(VisitorSessionRow.Visitor));
        AssertSame(await db.Visitors.AsNoTracking().SingleAsync(v => v.Id == visitor.Id, Cancelled), read.Visitor!);
        Assert.Null(server.Get<PreparedReads>().FindVisitorSession("unknown"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_widget_is_read_in_full(bool isFull)
    {
        await using var server = await LivecallerServer.StartAsync();
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
        var widget = await db.Widgets.SingleAsync(w => w.Id == LivecallerServer.Widget, Cancelled);
        (widget.MessageTypingPreview, widget.AllowedOrigins, widget.AcceptedExtensions) = (isFull, [], []);
        (widget.SettingsJson, widget.FieldsJson, widget.Features) = (null, null, null);
        if (isFull)
        {
            (widget.AllowedOrigins, widget.AcceptedExtensions) = (["https://münchen.example", "https://b.example"], ["png"]);
            (widget.SettingsJson, widget.FieldsJson, widget.Features) = ("{\"a\":1}", "[]", ["chat", "callback"]);
            (widget.OldJwtSecret, widget.OldJwtSecretUntil) = ("old", DateTimeOffset.FromUnixTimeMilliseconds(1_764_000_000_123));
            // A column that is added needs a value here, so that it is compared.
            Assert.All(typeof(WidgetRow).GetProperties(), column => Assert.NotNull(column.GetValue(widget)));
        }

        await db.SaveChangesAsync(Cancelled);

        AssertSame(await db.Widgets.AsNoTracking().SingleAsync(w => w.Id == LivecallerServer.Widget, Cancelled), server.Get<PreparedReads>().FindWidget(LivecallerServer.Widget)!);
        Assert.Null(server.Get<PreparedReads>().FindWidget("unknown"));
    }

    private static void AssertSame<T>(T expected, T actual, string? except = null)
    {
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.Name != except))
            Assert.Equal(property.GetValue(expected), property.GetValue(actual));
    }
}
