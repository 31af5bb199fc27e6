using Livecaller.Dashboard.Localization;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Settings;

/// <summary>The tags that conversations have.</summary>
public sealed partial class TagsPage
{
    private IReadOnlyList<string> _tags = [];

    private protected override async Task<string?> ReadAsync()
    {
        var (tags, error) = await Calls.CallAsync((INoteService service, OperatorCaller me) => service.ListTagsAsync(me), Texts.InboxFailedText);
        _tags = tags?.Data ?? _tags;
        return error;
    }
}
