using Livecaller.Dashboard.Shell;

namespace Livecaller.Dashboard.Conversations;

/// <summary>What the composer suggests. The browser has it before somebody types, so that nobody waits for a list.</summary>
internal sealed class SuggestionLists(Colleagues colleagues, CannedReplyList replies)
{
    private object? _sentColleagues;
    private object? _sentReplies;

    /// <summary>Sends the lists to the browser, unless it has them already.</summary>
    internal async Task SendAsync(ComponentScript script)
    {
        await replies.ReadAsync();
        if (!ReferenceEquals(_sentReplies, replies.All))
        {
            _sentReplies = replies.All;
            await script.CallAsync<object>("offerReplies", replies.All.Select(r => new SuggestedReply(r.Shortcut, r.Content)));
        }

        await colleagues.ReadAsync();
        if (!ReferenceEquals(_sentColleagues, colleagues.Team))
        {
            _sentColleagues = colleagues.Team;
            await script.CallAsync<object>("offerColleagues", colleagues.Active.Select(o => new SuggestedColleague(o.Name, o.Email)));
        }
    }

    private sealed record SuggestedReply(string Shortcut, string Text);

    private sealed record SuggestedColleague(string Name, string Email);
}
