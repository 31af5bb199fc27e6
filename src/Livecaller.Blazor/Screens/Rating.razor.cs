using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Screens;

/// <summary>Asks how the conversation was, once; afterwards it shows what was given.</summary>
public sealed partial class Rating : ChatPart
{
    private readonly string _name = "lc-rating-" + Guid.NewGuid().ToString("N")[..8];
    private int _chosen;
    private string _comment = "";
    private bool _isBusy;
    private bool _failed;
    private bool _thanks;

    private int? Given => Context.Snapshot.Info?.Rating ?? (_thanks ? _chosen : null);

    private async Task SendAsync()
    {
        if (_isBusy || _chosen == 0 || Context.Screens is not { } screens) return;
        _isBusy = true;
        _failed = !await screens.RateAsync(_chosen, string.IsNullOrWhiteSpace(_comment) ? null : _comment.Trim());
        _isBusy = false;
        _thanks = !_failed;
    }
}
