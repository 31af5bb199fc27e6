using Livecaller.Protocol;
using Livecaller.Server.Storage;

namespace Livecaller.Server.Conversations;

/// <summary>What an anonymous visitor says of themselves becomes their profile. Of an identified one the app's backend says it.</summary>
internal static class VisitorProfile
{
    private const int LongestName = 254;

    public static void TakeOver(VisitorRow visitor, string? name, string? email, string? mobile)
    {
        if (visitor.UserId is not null) return;
        visitor.Name = name ?? visitor.Name;
        visitor.Email = email ?? visitor.Email;
        visitor.Mobile = mobile ?? visitor.Mobile;
    }

    /// <summary>Takes over the answers of the fields that ask for it.</summary>
    public static void TakeOver(VisitorRow visitor, IReadOnlyList<WidgetField> form, IReadOnlyDictionary<string, string>? answers)
    {
        string? Answer(params ReadOnlySpan<string> types)
        {
            foreach (var field in form.OrderBy(f => f.Order))
                if (types.Contains(field.Type) && answers?.GetValueOrDefault(field.Name)?.Trim() is { Length: > 0 and <= LongestName } answer) return answer;
            return null;
        }

        TakeOver(visitor, Answer(WidgetFieldTypes.Name), Answer(WidgetFieldTypes.Email), Answer(WidgetFieldTypes.Phone, WidgetFieldTypes.Tel));
    }
}
