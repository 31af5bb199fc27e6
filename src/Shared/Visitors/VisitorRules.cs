using System.Text.Json;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>What is known of a visitor, and what a client states about its device.</summary>
internal static class VisitorRules
{
    /// <summary>How long a session is valid after it was renewed.</summary>
    public static readonly TimeSpan SessionLifetime = TimeSpan.FromDays(90);

    /// <summary>The header for the identity token of a call without a body. A query string would be logged along the way.</summary>
    public const string IdentityHeader = "X-LC-Identity";

    private const int MaxDeviceLength = 1000;
    private const int MaxProfileText = 254;

    public static Problem AnotherVisitor => Problems.Invalid("jwt_token", "It identifies another visitor than this session: log in with it instead.");

    public static Problem NoToken => Problems.Invalid("jwt_token", "It is missing: expected an identity token.");

    public static Problem NoSession => Problems.Unauthorized("The call needs the token of a session that is still valid.");

    public static Problem NoWidget(string header) =>
        Problems.Invalid("widget_id", $"Expected the widget's id in the header {header} or the query, received none.");

    public static Problem? CheckDevice(JsonElement? device) => device switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: not (JsonValueKind.String or JsonValueKind.Object) } other =>
            Problems.Invalid("device", $"Expected a text or an object, received {other.ValueKind.ToString().ToLowerInvariant()}."),
        { } given when given.GetRawText().Length > MaxDeviceLength =>
            Problems.Invalid("device", $"Expected at most {MaxDeviceLength} characters, received {given.GetRawText().Length}."),
        _ => null,
    };

    /// <summary>What the answers of a form say of an anonymous visitor; null for what they do not say.</summary>
    public static (string? Name, string? Email, string? Mobile) ProfileOf(IReadOnlyList<WidgetField> form, IReadOnlyDictionary<string, string>? answers)
    {
        string? Answer(params ReadOnlySpan<string> types)
        {
            foreach (var field in form.OrderBy(f => f.Order))
                if (types.Contains(field.Type) && answers?.GetValueOrDefault(field.Name)?.Trim() is { Length: > 0 and <= MaxProfileText } answer) return answer;
            return null;
        }

        return (Answer(WidgetFieldTypes.Name), Answer(WidgetFieldTypes.Email), Answer(WidgetFieldTypes.Phone, WidgetFieldTypes.Tel));
    }
}
