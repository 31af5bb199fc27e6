using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Waiting;
using Livecaller.Blazor.Welcome;

namespace Livecaller.Blazor.Shell;

// The first screen, and what a visitor starts with there.
public sealed partial class ChatPanel
{
    private bool _isHome = true;
    private bool _isStarting;
    private string? _starter;
    private ConversationPayload? _last;
    private ConversationId? _openAtHome;
    private (VisitorId? Visitor, ConversationId? Conversation, bool IsClosed)? _learnt;

    private bool HasHome => Context.Widget?.Settings.InitialScreen == WidgetScreens.Home && Context.Screens is not null;

    private bool IsHome => HasHome && _isHome && !Context.IsClosed;

    private bool IsGreeting => !Context.MustAnswer && !Context.IsClosed && Context.Snapshot.Messages.Count == 0;

    private bool IsWaiting => Context.Snapshot is { HasLater: false, Info.Status: ConversationStatus.Queued };

    private bool IsReceipt => IsWaiting && AwayState.IsAway(Context);

    private bool OffersRating => Context.IsClosed && !Context.Snapshot.HasLater && Context.Screens is not null
        && (Context.Has(WidgetFeatureNames.Rating) || Context.Snapshot.Info?.Rating is not null);

    private bool IsIntroduced => Context.Snapshot.Phase == ConversationPhase.Ready && (IsHome || IsGreeting);

    /// <summary>The conversation before the one that is shown.</summary>
    private ConversationPayload? Earlier => _last is { } last && !Context.IsClosed && !Context.Snapshot.HasEarlier && last.Id != Context.Snapshot.Info?.Id ? last : null;

    private void GoHome()
    {
        (_isHome, _starter) = (true, null);
        _openAtHome = Context.Snapshot.Info is { IsOpen: true } open ? open.Id : null;
        // The header's event draws only the header.
        StateHasChanged();
    }

    // Where the widget asks something first, the question waits for the answers.
    private async Task StartAsync(string question)
    {
        if (_isStarting) return;
        if (Context.MustAnswer)
        {
            (_starter, _isHome) = (question, false);
            return;
        }

        _isStarting = true;
        var isKept = await Context.Actions.SendAsync(new() { Id = MessageId.New(Context.Time), Content = question });
        _isStarting = false;
        // What could not be sent is at hand in the field.
        if (!isKept && Context.Memory.Draft.Text.Length == 0) Context.Memory.Draft.Text = question;
        _isHome = false;
    }

    // Once for each conversation that is shown, and again when it is closed. The newest of two may be the open one.
    private async Task LearnLastAsync()
    {
        if (!Context.IsOpen || Context.Screens is not { } screens || Context.Snapshot.Phase != ConversationPhase.Ready) return;
        var now = (Context.Visitor?.Uuid, Context.Snapshot.Info?.Id, Context.IsClosed);
        if (_learnt == now) return;
        if (_learnt?.Visitor != now.Uuid) _last = null;
        _learnt = now;
        var page = await screens.ListAsync(2, null);
        if (_learnt == now && page is not null) _last = page.FirstOrDefault(c => !c.IsOpen && c.Id != now.Id);
    }
}
