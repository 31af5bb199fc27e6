using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Screens;

/// <summary>Asks how the conversation was. One press counts at once, and another one replaces it; a comment can be added.</summary>
public sealed partial class Rating : ChatPart
{
    private int _chosen;
    private string _comment = "";
    private bool _isBusy;
    private bool _failed;
    private bool _isGiven;
    private bool _isCommented;

    // What was pressed is shown while it is under way.
    private int Given => _isBusy ? _chosen : Context.Snapshot.Info?.Rating ?? (_isGiven ? _chosen : 0);

    private string Title => _isGiven ? TextKeys.RatingThanks : Given > 0 ? TextKeys.RatingYours : TextKeys.RatingAsk;

    private async Task GiveAsync(int value)
    {
        if (_isBusy || (value == Given && !_failed)) return;
        if (await SendAsync(value, null)) (_isGiven, _isCommented) = (true, false);
    }

    private async Task AddAsync()
    {
        if (_isBusy || _comment.Trim() is not { Length: > 0 } comment) return;
        if (await SendAsync(Given, comment)) _isCommented = true;
    }

    private async Task<bool> SendAsync(int value, string? comment)
    {
        if (Context.Screens is not { } screens) return false;
        (_isBusy, _failed, _chosen) = (true, false, value);
        _failed = !await screens.RateAsync(value, comment);
        _isBusy = false;
        return !_failed;
    }
}
