using Livecaller.Dashboard.Localization;
using Livecaller.Server.Operators;
using Livecaller.Server.Tags;

namespace Livecaller.Dashboard.Settings;

/// <summary>The tags that conversations have.</summary>
public sealed partial class TagsPage
{
    private IReadOnlyList<TagUsagePayload> _tags = [];
    private string? _said;

    private protected override async Task<string?> ReadAsync()
    {
        var (tags, error) = await Calls.CallAsync((ITagService service, OperatorCaller me) => service.ListAsync(me), Texts.InboxFailedText);
        _tags = tags?.Data ?? _tags;
        return error;
    }

    private async Task OnChangedAsync(TagUsagePayload changed)
    {
        _said = TimeText.Format(Texts.TagChanged, changed.Conversations);
        await ReadAsync();
    }
}
