using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Dashboard.Shell;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Conversations;

/// <summary>Asks how long the conversation is out of the lists.</summary>
public sealed partial class SnoozeDialog : IAsyncDisposable
{
    private const int Morning = 8;

    private ComponentScript _script = null!;
    private ElementReference _dialog;
    private string? _error;
    private bool _isBusy;

    /// <summary>Called when the dialog is done, one way or the other.</summary>
    [Parameter, EditorRequired] public EventCallback Closed { get; set; }

    [Inject] private OpenConversation Open { get; set; } = null!;

    [Inject] private Clock Clock { get; set; } = null!;

    [Inject] private ComponentScripts Scripts { get; set; } = null!;

    private (string Text, DateTimeOffset? Until)[] Times
    {
        get
        {
            var today = Clock.Day(Clock.Now);
            var monday = today.AddDays(((int)DayOfWeek.Monday - (int)today.DayOfWeek + 6) % 7 + 1);
            return
            [
                (Texts.SnoozeAnswer, null), (Texts.SnoozeHour, Clock.Now.AddHours(1)), (Texts.SnoozeHours, Clock.Now.AddHours(4)),
                (Texts.SnoozeTomorrow, Clock.StartOf(today.AddDays(1)).AddHours(Morning)), (Texts.SnoozeMonday, Clock.StartOf(monday).AddHours(Morning)),
            ];
        }
    }

    /// <inheritdoc />
    protected override void OnInitialized() => _script = Scripts.Create();

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _script.CallAsync<object>("showDialog", _dialog);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    private async Task SnoozeAsync(DateTimeOffset? until)
    {
        if (_isBusy)
            return;
        (_isBusy, _error) = (true, null);
        _error = await Open.SnoozeAsync(until);
        _isBusy = false;
        if (_error is null)
            await Closed.InvokeAsync();
    }
}
