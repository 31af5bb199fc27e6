using System.Globalization;
using System.Text.Json;
using Livecaller.Dashboard.Account;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Operators;
using Livecaller.Server.VisitorData;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Visitors;

/// <summary>What is known of a visitor besides the conversation.</summary>
public sealed partial class VisitorFacts
{
    private const int MaxEarlier = 10;

    private VisitorId? _id;
    private string? _notes;
    private string? _error;
    private bool _isWriting;
    private bool _isBusy;
    private bool _isBlocking;
    private bool _isBlocked;
    private OperatorConversationPayload? _reading;

    /// <summary>The visitor.</summary>
    [Parameter, EditorRequired] public VisitorId Visitor { get; set; }

    /// <summary>The conversation that is open, which is not listed again.</summary>
    [Parameter] public ConversationId? Current { get; set; }

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    [Inject] private Clock Clock { get; set; } = null!;

    private VisitorProfilePayload? Profile { get; set; }

    private List<OperatorConversationPayload> Earlier { get; set; } = [];

    private (string Label, string Value)[] Lines =>
    [
        .. new (string Label, string? Value)[]
        {
            (Texts.VisitorBrowser, UserAgentName.Of(Profile?.Client?.UserAgent)),
            (Texts.VisitorLanguage, LanguageOf(Profile?.Client?.Language)),
            (Texts.VisitorLocalTime, LocalTimeOf(Profile?.Client?.TimeZone)),
            (Texts.VisitorAddress, Profile?.Client?.Address),
        }.Where(static line => !string.IsNullOrEmpty(line.Value)).Select(static line => (line.Label, line.Value!)),
    ];

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_id == Visitor)
            return;
        (_id, Profile, Earlier, _isWriting, _error) = (Visitor, null, [], false, null);
        (_isBlocking, _isBlocked, _reading) = (false, false, null);
        await ReadAsync(Visitor);
    }

    private async Task ReadAsync(VisitorId id)
    {
        var (profile, error) = await Calls.CallAsync((IVisitorService service, OperatorCaller me) => service.FindAsync(me, id), Texts.VisitorFailed);
        var (page, _) = await Calls.CallAsync((IOperatorService service, OperatorCaller me) => service.ListAsync(me, new() { VisitorId = id, Limit = MaxEarlier + 1, WithQueuePositions = false }));
        if (id != _id)
            return;
        (Profile, _error) = (profile, error);
        Earlier = [.. (page?.Data ?? []).Where(c => c.Id != Current).Take(MaxEarlier)];
    }

    private void Write() => (_isWriting, _notes, _error) = (true, Profile?.Notes, null);

    private async Task SaveAsync()
    {
        if (_isBusy || Profile is not { } profile)
            return;
        _isBusy = true;
        var request = new UpdateVisitorRequest { Notes = _notes ?? "", NotesVersion = profile.NotesVersion };
        var (saved, error) = await Calls.CallAsync((IVisitorService service, OperatorCaller me) => service.UpdateAsync(me, profile.Visitor.Uuid, request));
        (_isBusy, _error) = (false, error);
        if (saved is not null)
            (Profile, _isWriting) = (saved, false);
    }

    private static string WordsOf(OperatorConversationPayload conversation) => SafeText.Line(conversation.LastMessage?.Content) is { Length: > 0 } words ? words : Texts.Conversation;

    private static string StatusOf(OperatorConversationPayload conversation) => conversation.Rating is { } rating
        ? $"{(conversation.IsOpen ? Texts.VisitorOpen : Texts.Closed)} · {TimeText.Format(Texts.VisitorStars, rating)}" : conversation.IsOpen ? Texts.VisitorOpen : Texts.Closed;

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => SafeText.Line(value.GetString()),
        JsonValueKind.True => Texts.Yes,
        JsonValueKind.False => Texts.No,
        _ => value.GetRawText(),
    };

    private string BlockText(BlockPayload block)
    {
        var until = block.Until is { } end ? TimeText.Format(Texts.VisitorBlockedUntil, TimeText.Day(Clock, Clock.Day(end)), TimeText.Clock(Clock, end)) : Texts.VisitorBlocked;
        return block.Reason is { } reason ? $"{until} {SafeText.Line(reason)}" : until;
    }

    private string? LocalTimeOf(string? zone) => zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
        ? $"{TimeZoneInfo.ConvertTime(Clock.Now, found).ToString("HH:mm", CultureInfo.InvariantCulture)} ({zone})" : null;

    private static string? LanguageOf(string? tag)
    {
        if (tag is null)
            return null;
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }
}
