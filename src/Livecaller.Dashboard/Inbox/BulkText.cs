using Livecaller.Dashboard.Localization;

namespace Livecaller.Dashboard.Inbox;

/// <summary>What became of a change of several conversations, in words: "3 closed, 1 was already closed".</summary>
internal static class BulkText
{
    internal static string Of(string action, BulkPayload result)
    {
        var (done, unchanged, one) = action switch
        {
            BulkActions.Close => (Texts.BulkClosed, Texts.BulkClosedBefore, Texts.BulkClosedBeforeOne),
            BulkActions.Assign => (Texts.BulkAssigned, Texts.BulkAssignedBefore, Texts.BulkAssignedBeforeOne),
            _ => (Texts.BulkTagged, Texts.BulkTaggedBefore, Texts.BulkTaggedBeforeOne),
        };
        List<string> parts = [];
        if (result.Done > 0 || result.Unchanged + result.Refused == 0)
            parts.Add(TimeText.Format(done, result.Done));
        if (result.Unchanged > 0)
            parts.Add(result.Unchanged == 1 ? one : TimeText.Format(unchanged, result.Unchanged));
        if (result.Refused > 0)
            parts.Add(TimeText.Format(Texts.BulkRefused, result.Refused, SafeText.Line(result.Results.First(r => r.Reason is not null).Reason)));
        return string.Join(", ", parts);
    }
}
