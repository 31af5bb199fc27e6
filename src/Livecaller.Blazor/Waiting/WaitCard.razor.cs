using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Welcome;

namespace Livecaller.Blazor.Waiting;

/// <summary>The place in line, when an answer is likely, and after two minutes another way to reach somebody.</summary>
public sealed partial class WaitCard : ChatPart, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private ITimer? _timer;
    private DateTimeOffset? _since;

    /// <summary>The visitor asks for a call.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnCallback { get; set; }

    private int? Position => Context.Snapshot.Info?.QueuePosition;

    private string? Likely => AnswerText.Likely(Position, Context);

    private bool OffersCallback => Context.Screens is not null && Context.Has(WidgetFeatureNames.Callback) && Context.Now - _since >= Patience;

    /// <inheritdoc />
    public void Dispose() => _timer?.Dispose();

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_since == Context.Snapshot.Info?.CreatedAt) return;
        _since = Context.Snapshot.Info?.CreatedAt;
        _timer?.Dispose();
        var rest = _since + Patience - Context.Now;
        if (rest > TimeSpan.Zero) _timer = Context.Time.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), null, rest.Value, Timeout.InfiniteTimeSpan);
    }
}
