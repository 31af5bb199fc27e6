using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>Validates requests for callbacks, and normalizes them for storage.</summary>
internal static class CallbackRules
{
    private const int MaxNameLength = 100;
    private const int MaxNote = 2000;
    private static readonly WidgetField NameField = new() { Name = "name", Type = WidgetFieldTypes.Name };
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    public static Problem Reused(MessageId id) => Problems.Conflict($"The id {id} was used before for something else.");

    public static Problem NotOffered => Problems.Conflict("The widget does not offer callbacks.");

    public static CallbackRequest Normalize(CallbackRequest request) => request with
    {
        Id = request.Id is { } id ? new MessageId(id.Value.ToLowerInvariant()) : null,
        Phone = WidgetFieldRules.NormalizePhone(request.Phone ?? ""),
        Name = request.Name is { } name ? TextRules.NullIfBlank(WidgetFieldRules.Normalize(NameField, name)) : null,
        Note = TextRules.NullIfBlank(request.Note is null ? null : TextRules.NormalizeLines(request.Note)),
    };

    /// <summary>Returns the problem of a normalized request; null when it is valid.</summary>
    public static Problem? Check(CallbackRequest request, DateTimeOffset now)
    {
        if (request.Id is { } id && !Guid.TryParseExact(id.Value, "D", out _)) return Problems.Invalid("id", $"Expected a UUID, received '{TextRules.Shorten(id.Value)}'.");
        if (!WidgetFieldRules.IsPhone(request.Phone!))
            return Problems.Invalid("phone", $"Expected a telephone number of 5 to 15 digits, received '{TextRules.Shorten(request.Phone!)}'.");
        if (request.At is { } at && (at < now - Tolerance || at > now + Farthest))
            return Problems.Invalid("at", "Expected a time from now on, within a year.");
        return TextRules.CheckLine("name", request.Name, MaxNameLength) ?? TextRules.Check("note", request.Note, MaxNote);
    }

    /// <summary>What is stored of a request. Two requests with the same id are equal when this is equal.</summary>
    public static CallbackPayload ToPayload(CallbackRequest request) =>
        new() { Phone = request.Phone!, Name = request.Name, At = request.At, Note = request.Note };
}
