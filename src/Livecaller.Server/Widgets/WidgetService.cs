using System.Security.Cryptography;
using Livecaller.Protocol;
using Livecaller.Server.Http;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Widgets;

internal sealed class WidgetService(IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, ServerAddress address) : IWidgetService
{
    public static string NewSecret() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    public async Task<IReadOnlyList<WidgetDetails>> ListAsync(CancellationToken cancellationToken = default)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = await db.Widgets.AsNoTracking().OrderBy(w => w.CreatedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(ToDetails)];
    }

    public async Task<Outcome<WidgetDetails>> FindAsync(WidgetId id, CancellationToken cancellationToken = default)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await db.Widgets.FindAsync([id.Value], cancellationToken).ConfigureAwait(false) is { } row ? ToDetails(row) : Problems.NotFound("widget");
    }

    public async Task<Outcome<WidgetDetails>> UpdateAsync(WidgetId id, WidgetChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var name = change.Name?.Trim();
        if (name is "") return Problems.Invalid("name", "Expected 1 to 100 characters, received none.");
        if ((TextRules.CheckLine("name", name, 100) ?? WidgetRules.Check(change)) is { } fault) return fault;
        List<string> origins = [];
        foreach (var text in change.AllowedOrigins ?? [])
        {
            if (Origins.Normalize(text) is not { } origin)
                return Problems.Invalid("allowed_origins", $"Expected origins like https://shop.example, received '{Query.Shorten(text)}'.");
            if (!origins.Contains(origin)) origins.Add(origin);
        }
        return await ChangeAsync(id, row =>
        {
            row.Name = name ?? row.Name;
            if (change.AllowedOrigins is not null) row.AllowedOrigins = origins;
            WidgetContent.Apply(row, change);
        }, cancellationToken).ConfigureAwait(false);
    }

    public Task<Outcome<WidgetDetails>> RotateSecretAsync(WidgetId id, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, row => row.JwtSecret = NewSecret(), cancellationToken);

    private Task<Outcome<WidgetDetails>> ChangeAsync(WidgetId id, Action<WidgetRow> change, CancellationToken cancellationToken) =>
        gate.WriteAsync<Outcome<WidgetDetails>>(async db =>
        {
            if (await db.Widgets.FindAsync(id.Value).ConfigureAwait(false) is not { } row) return Problems.NotFound("widget");
            change(row);
            return ToDetails(row);
        }, cancellationToken: cancellationToken);

    private WidgetDetails ToDetails(WidgetRow row) => new()
    {
        Id = new(row.Id),
        Name = row.Name,
        ServerUrl = Uri.TryCreate(address.Current, UriKind.Absolute, out var server) ? server : null,
        JwtSecret = row.JwtSecret,
        AllowedOrigins = [.. row.AllowedOrigins],
        Features = WidgetContent.Features(row),
        Fields = WidgetContent.Fields(row),
        Settings = WidgetContent.Settings(row),
        MessageTypingPreview = row.MessageTypingPreview,
    };
}
