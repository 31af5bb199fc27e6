using System.Globalization;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Audit;
using Livecaller.Server.Operators;
using Livecaller.Server.Team;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Dashboard.Settings;

/// <summary>The log of administrative acts.</summary>
public sealed partial class AuditLogPage
{
    private readonly List<AuditEntryPayload> _entries = [];
    private IReadOnlyList<TeamOperatorPayload> _team = [];
    private bool _hasMore;
    private string? _error;
    private string _actor = "";
    private string _action = "";
    private DateOnly? _from;
    private DateOnly? _to;

    private static (string Prefix, string Text)[] Kinds =>
        [("operator.", Texts.Team), ("api_key.", Texts.ApiKeys), ("widget.", Texts.Widget), ("department.", Texts.Departments)];

    private AuditQuery Query => new()
    {
        Actor = _actor.Length == 0 ? null : new(_actor),
        Action = _action.Length == 0 ? null : _action,
        From = StartOf(_from),
        // The day is included.
        To = StartOf(_to?.AddDays(1)),
    };

    private string CsvAddress => "settings/audit-log.csv" + QueryString.Create(
        ((string Name, string? Value)[])[("actor", Query.Actor?.Value), ("action", Query.Action), ("from", Text(Query.From)), ("to", Text(Query.To))] is var all
            ? all.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)) : []);

    private protected override async Task<string?> ReadAsync()
    {
        var (team, error) = await Calls.CallAsync((ITeamService service, OperatorCaller me) => service.ListAsync(me), Texts.InboxFailedText);
        _team = team?.Data ?? _team;
        return error ?? await ReadEntriesAsync(before: null);
    }

    private async Task ReloadAsync() => _error = await ReadEntriesAsync(before: null);

    private async Task MoreAsync() => _error = await ReadEntriesAsync(_entries[^1].Id);

    private async Task<string?> ReadEntriesAsync(string? before)
    {
        var (page, error) = await Calls.CallAsync((IAuditLogService log, OperatorCaller me) => log.ListAsync(me, Query with { Before = before }), Texts.InboxFailedText);
        if (page is null)
            return error;
        if (before is null)
            _entries.Clear();
        _entries.AddRange(page.Data);
        _hasMore = page.HasMore;
        return null;
    }

    private DateTimeOffset? StartOf(DateOnly? day) => day is { } known ? Clock.StartOf(known) : null;

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
