using Livecaller.Server.Attachments;
using Livecaller.Server.Hosting;
using Livecaller.Server.Visitors;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Administration;

// Creates widgets, and replaces their secrets, for whoever can use the server's files.
internal sealed class WidgetAdministration(LivecallerDbContext db, WidgetSecrets secrets, IWidgetService widgets, TimeProvider time)
{
    private const int MaxNameLength = 100;

    /// <summary>A widget that is not stored yet.</summary>
    /// <param name="secrets">Encrypts the identity secret.</param>
    /// <param name="now">The current time.</param>
    /// <param name="name">The name.</param>
    /// <param name="secret">The identity secret; null for a generated one.</param>
    /// <param name="origins">The normalized origins that can embed it.</param>
    public static WidgetRow NewWidget(WidgetSecrets secrets, DateTimeOffset now, string name, string? secret, IEnumerable<string> origins) => new()
    {
        Id = Guid.NewGuid().ToString(),
        Name = name,
        JwtSecret = secrets.Protect(secret ?? WidgetService.NewSecret()),
        AllowedOrigins = [.. origins.Distinct()],
        AcceptedExtensions = [.. FileKinds.DefaultExtensions],
        CreatedAt = now,
    };

    /// <summary>Creates a widget, and returns its id and secret.</summary>
    /// <exception cref="LivecallerStartupException">The name or an origin is invalid.</exception>
    public async Task<(string Id, string Secret)> AddAsync(string name, IEnumerable<string> origins, CancellationToken cancellationToken)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > MaxNameLength) throw new LivecallerStartupException($"The name must have 1 to {MaxNameLength} characters.");
        var allowed = origins.Select(text => Origins.Normalize(text)
            ?? throw new LivecallerStartupException($"'{text}' is no origin; expected origins like https://shop.example.")).ToList();
        var secret = WidgetService.NewSecret();
        var widget = NewWidget(secrets, time.GetUtcNow(), trimmed, secret, allowed);
        db.Widgets.Add(widget);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return (widget.Id, secret);
    }

    /// <summary>All widgets, oldest first.</summary>
    public async Task<IReadOnlyList<OperatorWidgetPayload>> ListAsync(CancellationToken cancellationToken) =>
        (await widgets.ListAsync(Operators.OperatorCaller.Application, cancellationToken).ConfigureAwait(false)).Value!;
}
