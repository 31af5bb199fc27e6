using System.Globalization;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Blocks;
using Livecaller.Server.Operators;
using Livecaller.Server.VisitorData;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Visitors;

/// <summary>The profile of a visitor, and what can be done with it.</summary>
public sealed partial class VisitorPage
{
    private VisitorProfilePayload? _profile;
    private string? _reason;
    private string? _days;
    private string? _error;
    private bool _erasing;
    private bool _erased;
    private int _version;

    /// <summary>The visitor's id.</summary>
    [Parameter] public string Id { get; set; } = "";

    private protected override async Task<string?> ReadAsync()
    {
        (_profile, var error) = await Calls.CallAsync((IVisitorService service, OperatorCaller me) => service.FindAsync(me, new(Id)), Texts.VisitorFailed);
        return error;
    }

    private static IEnumerable<(string Label, string Value)> Lines(VisitorProfilePayload profile) => new (string Label, string? Value)[]
    {
        (Texts.Email, profile.Visitor.Email), (Texts.Mobile, profile.Visitor.Mobile), (Texts.UserId, profile.Visitor.UserId), (Texts.Id, profile.Visitor.Uuid.Value),
    }.Where(static line => !string.IsNullOrEmpty(line.Value)).Select(static line => (line.Label, line.Value!));

    private async Task BlockAsync()
    {
        DateTimeOffset? until = int.TryParse(_days, CultureInfo.InvariantCulture, out var days) ? Clock.Now.AddDays(days) : null;
        (_, _error) = await Calls.CallAsync((IBlockService service, OperatorCaller me) => service.BlockVisitorAsync(me, new(Id), new() { Reason = _reason, Until = until }));
        await ReadAgainAsync();
    }

    private async Task UnblockAsync()
    {
        (_, _error) = await Calls.CallAsync((IBlockService service, OperatorCaller me) => service.UnblockVisitorAsync(me, new(Id)));
        await ReadAgainAsync();
    }

    private async Task EraseAsync()
    {
        (var job, _error) = await Calls.CallAsync((IVisitorService service, OperatorCaller me) => service.EraseAsync(me, new(Id)));
        (_erasing, _erased) = (false, job is not null);
    }

    private async Task ReadAgainAsync()
    {
        var (profile, error) = await Calls.CallAsync((IVisitorService service, OperatorCaller me) => service.FindAsync(me, new(Id)), Texts.VisitorFailed);
        (_profile, _error, _version) = (profile ?? _profile, _error ?? error, _version + 1);
    }
}
