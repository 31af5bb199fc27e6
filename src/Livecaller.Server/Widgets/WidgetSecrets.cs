using System.Security.Cryptography;
using System.Text.Json;
using Livecaller.Server.Hosting;
using Livecaller.Server.Visitors;
using Microsoft.AspNetCore.DataProtection;

namespace Livecaller.Server.Widgets;

// Encrypts the identity secrets of the widgets with the key ring of the data directory, so that a copy of the database alone impersonates nobody.
internal sealed partial class WidgetSecrets(KeyRing keys, TimeProvider time, ILogger<WidgetSecrets> logger)
{
    // Says that the rest is encrypted. Databases of earlier versions have the secrets in plain text.
    private const string Mark = "protected:";

    private readonly Lazy<IDataProtector> _protector = new(() => keys.Protector("Livecaller.WidgetSecret"));

    public static Problem Unreadable => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "Service unavailable", "The server cannot read the identity secret of this widget. Its log has the reason.");

    public string Protect(string secret) => Mark + _protector.Value.Protect(secret);

    /// <summary>Reads the secret of a widget; null when it cannot be decrypted.</summary>
    public string? Read(WidgetRow widget) => Read(widget, widget.JwtSecret);

    /// <summary>Replaces the secret of a widget, and the one before it, if that was still valid.</summary>
    /// <param name="widget">The widget, to be stored by the caller.</param>
    /// <param name="secret">The new secret.</param>
    /// <param name="overlap">How long the old one stays valid.</param>
    public void Replace(WidgetRow widget, string secret, TimeSpan overlap)
    {
        // One that cannot be decrypted is not valid any more.
        var isKept = overlap > TimeSpan.Zero && Read(widget) is not null;
        (widget.OldJwtSecret, widget.OldJwtSecretUntil) = isKept ? (widget.JwtSecret, time.GetUtcNow() + overlap) : ((string?)null, (DateTimeOffset?)null);
        widget.JwtSecret = Protect(secret);
    }

    /// <summary>Until when the secret before is valid; null when it is not.</summary>
    public DateTimeOffset? OldValidUntil(WidgetRow widget) =>
        widget.OldJwtSecret is not null && widget.OldJwtSecretUntil is { } until && until > time.GetUtcNow() ? until : null;

    /// <summary>Returns the claims of an identity token that was signed with the widget's secret, or the one before while that is valid, or what is wrong.</summary>
    public async Task<Outcome<IdentityClaims>> CheckAsync(WidgetRow widget, JsonElement token)
    {
        if (Read(widget) is not { } secret) return Unreadable;
        var (claims, fault) = await IdentityToken.CheckAsync(token, secret, time.GetUtcNow()).ConfigureAwait(false);
        if (fault == IdentityTokenRules.WrongSignature && OldValidUntil(widget) is not null && Read(widget, widget.OldJwtSecret!) is { } old)
            (claims, fault) = await IdentityToken.CheckAsync(token, old, time.GetUtcNow()).ConfigureAwait(false);
        return claims is null ? Problems.Invalid("jwt_token", fault!) : claims;
    }

    /// <summary>Encrypts what an earlier version has stored in plain text, and reports what cannot be decrypted.</summary>
    public async Task ProtectAllAsync(LivecallerDatabase database, LivecallerDbContext db, CancellationToken cancellationToken)
    {
        var widgets = await db.Widgets.ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var widget in widgets.Where(IsProtected)) Read(widget);
        var plain = widgets.Where(w => !IsProtected(w)).ToList();
        if (plain.Count == 0) return;
        foreach (var widget in plain) widget.JwtSecret = Protect(widget.JwtSecret);
        await database.SaveErasingAsync(db, cancellationToken).ConfigureAwait(false);
        LogProtected(plain.Count);
    }

    private string? Read(WidgetRow widget, string stored)
    {
        try
        {
            return stored.StartsWith(Mark, StringComparison.Ordinal) ? _protector.Value.Unprotect(stored[Mark.Length..]) : stored;
        }
        catch (CryptographicException e)
        {
            LogUnreadable(e, widget.Id, keys.Location);
            return null;
        }
    }

    private static bool IsProtected(WidgetRow widget) => widget.JwtSecret.StartsWith(Mark, StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Information, Message = "The identity secrets of {Count} widgets are encrypted now.")]
    private partial void LogProtected(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The identity secret of the widget {WidgetId} cannot be decrypted with the keys in {KeyRing}. Its identity "
        + "tokens are refused until the keys are restored, or a new secret is created for the widget.")]
    private partial void LogUnreadable(Exception exception, string widgetId, string keyRing);
}
