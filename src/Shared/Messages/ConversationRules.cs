using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>Validates calls on conversations other than sending messages.</summary>
internal static class ConversationRules
{
    /// <summary>The default maximum number of transcripts for one visitor, and for one mailbox, in a day, so that nobody can fill a mailbox.</summary>
    public const int MaxTranscriptsPerDay = 10;

    /// <summary>The default maximum number of conversations of one visitor that are not closed.</summary>
    public const int DefaultMaxOpen = 20;

    private const int MaxComment = 2000;
    private const int MaxFields = 50;
    private const int MaxFieldName = 100;

    public static Problem Closed => Problems.Conflict("The conversation is closed.");

    public static Problem NoTranscripts => Problems.Conflict("The widget does not offer transcripts.");

    public static Problem NoDepartment => Problems.Invalid("department_id", "The widget has no such department.");

    /// <summary>Returns the problem of another conversation of a visitor who has this number of open ones; null when there is none.</summary>
    public static Problem? CheckOpen(int open, int max) => open < max ? null
        : Problems.Invalid("", $"You have {open} open conversations. Close one of them before you start another.");

    /// <summary>The problem of an address that a visitor is answered at; null when there is none.</summary>
    public static Problem? CheckEmail(string? email) => email is not null && WidgetFieldRules.IsEmail(email.Trim()) ? null
        : Problems.Invalid("email", "Expected an email address.");

    /// <summary>Returns the answers of a form with another address: that of its first field for one, or else of <c>email</c>.</summary>
    public static IReadOnlyDictionary<string, string> WithEmail(IReadOnlyList<WidgetField> form, IReadOnlyDictionary<string, string> fields, string email)
    {
        var name = form.OrderBy(f => f.Order).FirstOrDefault(f => f.Type == WidgetFieldTypes.Email)?.Name ?? "email";
        return new Dictionary<string, string>(fields, StringComparer.Ordinal) { [name] = email.Trim() };
    }

    public static Problem? CheckFeedback(FeedbackRequest feedback) => feedback.Rating is < 1 or > 5
        ? Problems.Invalid("rating", $"Expected 1 to 5, received {feedback.Rating}.")
        : TextRules.Check("comment", feedback.Comment, MaxComment);

    /// <summary>The problem of a text that is being typed, as a preview of it; null when there is none.</summary>
    public static Problem? CheckTyping(string? text, int maxCharacters) => TextRules.Check("text", text, maxCharacters);

    /// <summary>Normalizes line breaks of answers. To be called before they are checked.</summary>
    public static IReadOnlyDictionary<string, string>? NormalizeLines(IReadOnlyDictionary<string, string>? fields) =>
        fields?.ToDictionary(f => f.Key, f => f.Value is null ? null! : TextRules.NormalizeLines(f.Value), StringComparer.Ordinal);

    /// <summary>Normalizes checked answers for storage, by the type of their field.</summary>
    public static IReadOnlyDictionary<string, string>? Normalize(IReadOnlyList<WidgetField> form, IReadOnlyDictionary<string, string>? fields) =>
        fields?.ToDictionary(f => f.Key, f => form.FirstOrDefault(field => field.Name == f.Key) is { } field ? WidgetFieldRules.Normalize(field, f.Value) : f.Value, StringComparer.Ordinal);

    /// <summary>Returns the problem of answers that no form can have; null when there is none.</summary>
    public static Problem? CheckFields(IReadOnlyDictionary<string, string>? fields)
    {
        if (fields is null) return null;
        if (fields.Count > MaxFields) return Problems.Invalid("fields", $"Expected at most {MaxFields}, received {fields.Count}.");
        foreach (var (name, value) in fields)
        {
            if (name.Length is 0 or > MaxFieldName) return Problems.Invalid("fields", $"Expected names of 1 to {MaxFieldName} characters.");
            if (TextRules.Check("fields", name, MaxFieldName) is { } nameFault) return nameFault;
            if (value is null) return Problems.Invalid($"fields.{name}", "Expected a text, received null.");
            if (TextRules.Check($"fields.{name}", value, WidgetFieldRules.MaxAnswerLength) is { } fault) return fault;
        }
        return null;
    }

    /// <summary>Returns the problem of answers that do not match the form; null when they do.</summary>
    public static Problem? CheckForm(IReadOnlyList<WidgetField> form, IReadOnlyDictionary<string, string>? fields) =>
        WidgetFieldRules.Check(form, fields) is { Count: > 0 } faults
            ? Problems.Invalid(faults.ToDictionary(f => $"fields.{f.Name}", f => (IReadOnlyList<string>)[f.Reason]))
            : null;

    /// <summary>
    /// Returns the problem of an address for a transcript, to which a visitor could otherwise send any text in the shop's name; null when the
    /// transcript can be sent there.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="own">The address of the visitor's identity token; null without one.</param>
    /// <param name="isAnswered">Whether an operator has answered in the conversation.</param>
    public static Problem? CheckRecipient(string address, string? own, bool isAnswered)
    {
        if (isAnswered || address.Equals(own, StringComparison.OrdinalIgnoreCase)) return null;
        return Problems.Conflict(own is null ? "A transcript can be sent once an operator has answered."
            : $"Until an operator has answered, a transcript can only be sent to your own address, {own}.");
    }

    /// <summary>Returns the mailbox of an address: in lower case, without a tag such as in <c>ana+shop@example.com</c>.</summary>
    public static string Mailbox(string address)
    {
        var (at, tag) = (address.LastIndexOf('@'), address.IndexOf('+', StringComparison.Ordinal));
        return (tag > 0 && tag < at ? address[..tag] + address[at..] : address).ToLowerInvariant();
    }

    /// <summary>Returns the problem of the address for a transcript; null when it is valid.</summary>
    public static Problem? CheckTranscript(string address) => WidgetFieldRules.IsEmail(address) ? null
        : Problems.Invalid("email", $"Expected an e-mail address, received '{TextRules.Shorten(address)}'.");
}
