using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Livecaller.Server.Audit;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Widgets;

internal sealed class WidgetService(
    IDbContextFactory<LivecallerDbContext> contexts, OperatorAccess access, WriteGate gate, WidgetSecrets secrets, AuditLog audit, ServerAddress address) : IWidgetService
{
    private const int MaxOverlapHours = 720;

    public static string NewSecret() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    public async Task<Outcome<IReadOnlyList<OperatorWidgetPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        if (await CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false) is { } refused) return refused;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = await db.Widgets.AsNoTracking().OrderBy(w => w.CreatedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        return Outcome<IReadOnlyList<OperatorWidgetPayload>>.Found([.. rows.Select(ToPayload)]);
    }

    public async Task<Outcome<OperatorWidgetPayload>> FindAsync(OperatorCaller caller, WidgetId id, CancellationToken cancellationToken = default)
    {
        if (await CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false) is { } refused) return refused;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await db.Widgets.FindAsync([id.Value], cancellationToken).ConfigureAwait(false) is { } row ? ToPayload(row) : Problems.NotFound("widget");
    }

    public async Task<Outcome<OperatorWidgetPayload>> UpdateAsync(OperatorCaller caller, WidgetId id, WidgetRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageWidgets, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var name = request.Name?.Trim();
        if (name is "") return Problems.Invalid("name", "Expected 1 to 100 characters, received none.");
        if ((TextRules.CheckLine("name", name, 100) ?? WidgetRules.Check(request)) is { } fault) return fault;
        List<string> origins = [];
        foreach (var text in request.AllowedOrigins ?? [])
        {
            if (Origins.Normalize(text) is not { } origin)
                return Problems.Invalid("allowed_origins", $"Expected origins like https://shop.example, received '{Query.Shorten(text)}'.");
            if (!origins.Contains(origin)) origins.Add(origin);
        }
        return await ChangeAsync(id, (db, row) =>
        {
            var before = Details(row);
            row.Name = name ?? row.Name;
            if (request.AllowedOrigins is not null) row.AllowedOrigins = origins;
            WidgetContent.Apply(row, request);
            var (was, now) = AuditDetails.Difference(before, Details(row));
            if (now.Count > 0) audit.Add(db, grant.Value, new("widget.updated", row.Id, row.Name) { Before = was, After = now });
        }, ToPayload, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<string>> ReadSecretAsync(OperatorCaller caller, WidgetId id, CancellationToken cancellationToken = default)
    {
        if (await CheckAsync(caller, OperatorPermission.ManageSecrets, cancellationToken).ConfigureAwait(false) is { } refused) return refused;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (await db.Widgets.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id.Value, cancellationToken).ConfigureAwait(false) is not { } row) return Problems.NotFound("widget");
        return secrets.Read(row) is { } secret ? secret : WidgetSecrets.Unreadable;
    }

    public async Task<Outcome<RotatedSecretPayload>> RotateSecretAsync(
        OperatorCaller caller, WidgetId id, RotateSecretRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageSecrets, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (request.OverlapHours is < 0 or > MaxOverlapHours)
            return Problems.Invalid("overlap_hours", $"Expected 0 to {MaxOverlapHours}, received {request.OverlapHours}.");
        var secret = NewSecret();
        return await ChangeAsync(
            id, (db, row) =>
            {
                secrets.Replace(row, secret, TimeSpan.FromHours(request.OverlapHours));
                audit.Add(db, grant.Value, new("widget.secret_rotated", row.Id, row.Name) { After = AuditDetails.Of(("overlap_hours", request.OverlapHours)) });
            },
            row => new RotatedSecretPayload(secret, secrets.OldValidUntil(row)), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<bool>> EndOldSecretAsync(OperatorCaller caller, WidgetId id, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageSecrets, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        return await ChangeAsync(id, (db, row) =>
        {
            (row.OldJwtSecret, row.OldJwtSecretUntil) = (null, null);
            audit.Add(db, grant.Value, new("widget.old_secret_ended", row.Id, row.Name));
        }, _ => true, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Problem?> CheckAsync(OperatorCaller caller, OperatorPermission permission, CancellationToken cancellationToken) =>
        (await access.CheckAsync(caller, permission, cancellationToken).ConfigureAwait(false)).Problem;

    private Task<Outcome<T>> ChangeAsync<T>(WidgetId id, Action<LivecallerDbContext, WidgetRow> change, Func<WidgetRow, T> result, CancellationToken cancellationToken) =>
        gate.WriteAsync<Outcome<T>>(async db =>
        {
            if (await db.Widgets.FindAsync([id.Value], CancellationToken.None).ConfigureAwait(false) is not { } row) return Problems.NotFound("widget");
            change(db, row);
            return result(row);
        }, cancellationToken: cancellationToken);

    private static JsonObject Details(WidgetRow row) => AuditDetails.Of(
        ("name", row.Name), ("allowed_origins", AuditDetails.List(row.AllowedOrigins)), ("features", row.Features is null ? null : AuditDetails.List(row.Features)),
        ("fields", row.FieldsJson is null ? null : JsonNode.Parse(row.FieldsJson)), ("settings", row.SettingsJson is null ? null : JsonNode.Parse(row.SettingsJson)),
        ("message_typing_preview", row.MessageTypingPreview));

    private OperatorWidgetPayload ToPayload(WidgetRow row) => new()
    {
        Id = new(row.Id),
        Name = row.Name,
        ServerUrl = address.Known,
        AllowedOrigins = [.. row.AllowedOrigins],
        Features = WidgetContent.Features(row),
        Fields = WidgetContent.Fields(row),
        Settings = WidgetContent.Settings(row),
        OldSecretValidUntil = secrets.OldValidUntil(row),
    };
}
