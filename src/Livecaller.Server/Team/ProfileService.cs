using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Team;

internal sealed partial class ProfileService(IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, OperatorAccess access, TimeProvider time) : IProfileService
{
    private const int MaxAddress = 500;
    private const int MaxNotifications = 4096;

    public static string NameOf(OperatorAvailability availability) => availability switch
    {
        OperatorAvailability.Online => "online",
        OperatorAvailability.Away => "away",
        _ => "offline",
    };

    public async Task<Outcome<ProfilePayload>> ReadAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        // Of an API key too, whatever its scopes are: it is how a program learns them.
        var grant = await access.IdentifyAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (grant.Value.Operator is { IsSuccess: false } nobody) return nobody.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await ToPayloadAsync(db, grant.Value, grant.Value.Account!, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<ProfilePayload>> UpdateAsync(OperatorCaller caller, UpdateProfileRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.OwnAccount, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (grant.Value.Operator is { IsSuccess: false } nobody) return nobody.Problem;
        if (Fault(request) is { } fault) return fault;
        return await gate.WriteAsync<Outcome<ProfilePayload>>(async db =>
        {
            var account = await db.Users.FindAsync(grant.Value.Account!.Id).ConfigureAwait(false);
            if (account is null) return OperatorAccess.SessionEnded;
            account.DisplayName = request.Name?.Trim() ?? account.DisplayName;
            if (request.AvatarUrl is { } avatar) account.AvatarUrl = avatar.Length == 0 ? null : avatar;
            var profile = await db.OperatorProfiles.FindAsync(account.Id).ConfigureAwait(false);
            if (profile is null) db.OperatorProfiles.Add(profile = new() { OperatorId = account.Id });
            if (request.Language is { } language) profile.Language = language.Length == 0 ? null : language;
            if (Find(request.Availability) is { } availability)
            {
                await OperatorPresence.ChangeAsync(db, account.Id, profile.Availability, availability, time.GetUtcNow()).ConfigureAwait(false);
                profile.Availability = availability;
            }

            if (request.UndoSend is { } undo) profile.SendsAtOnce = !undo;
            if (request.Notifications is { } notifications) profile.NotificationsJson = notifications.GetRawText();
            account.ConcurrencyStamp = TeamService.NewStamp();
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return await ToPayloadAsync(db, grant.Value, account, cancellationToken).ConfigureAwait(false);
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static Problem? Fault(UpdateProfileRequest request)
    {
        if (request.Name is not null && TeamRules.CheckName(request.Name) is { } name) return name;
        if (TextRules.CheckLine("avatar_url", request.AvatarUrl, MaxAddress) is { } line) return line;
        if (request.AvatarUrl is { Length: > 0 } avatar && !(Uri.TryCreate(avatar, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0))
            return Problems.Invalid("avatar_url", $"Expected an address that begins with https://, received '{TextRules.Shorten(avatar)}'.");
        if (request.Language is { Length: > 0 } language && !LanguageTag().IsMatch(language))
            return Problems.Invalid("language", $"Expected a language tag such as en or pt-BR, received '{TextRules.Shorten(language)}'.");
        if (request.Availability is { } availability && Find(availability) is null)
            return Problems.Invalid("availability", $"Expected one of online, away, offline, received '{TextRules.Shorten(availability)}'.");
        if (request.Notifications is not { } notifications) return null;
        if (notifications.ValueKind != JsonValueKind.Object) return Problems.Invalid("notifications", "Expected a JSON object.");
        return notifications.GetRawText().Length <= MaxNotifications ? null
            : Problems.Invalid("notifications", string.Create(CultureInfo.InvariantCulture, $"Expected at most {MaxNotifications} characters, received {notifications.GetRawText().Length}."));
    }

    private static OperatorAvailability? Find(string? name) => Enum.GetValues<OperatorAvailability>().Where(a => NameOf(a) == name).Select(a => (OperatorAvailability?)a).FirstOrDefault();

    private static async Task<ProfilePayload> ToPayloadAsync(LivecallerDbContext db, OperatorGrant grant, LivecallerOperator account, CancellationToken cancellationToken)
    {
        var profile = await db.OperatorProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.OperatorId == account.Id, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Id = new(account.Id.ToString()),
            Name = account.DisplayName,
            Email = account.Email ?? "",
            Role = OperatorRoles.NameOf(grant.Role),
            Permissions = [.. OperatorPermissions.All.Where(grant.Has).Select(OperatorPermissions.NameOf)],
            AvatarUrl = account.AvatarUrl,
            Language = profile?.Language,
            Availability = NameOf(profile?.Availability ?? OperatorAvailability.Online),
            Notifications = JsonElement.Parse(profile?.NotificationsJson ?? "{}"),
            UndoSend = profile?.SendsAtOnce != true,
            DepartmentIds = [.. await db.OperatorDepartments.Where(d => d.OperatorId == account.Id).OrderBy(d => d.DepartmentId)
                .Select(d => new DepartmentId(d.DepartmentId)).ToListAsync(cancellationToken).ConfigureAwait(false)],
            MaxConversations = profile?.MaxConversations,
        };
    }

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
    private static partial Regex LanguageTag();
}
