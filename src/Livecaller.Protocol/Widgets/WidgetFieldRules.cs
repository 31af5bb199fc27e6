using System.Globalization;

namespace Livecaller.Protocol;

/// <summary>The server's rules for the answers of a widget's form, so that a form can check them first.</summary>
public static class WidgetFieldRules
{
    /// <summary>The maximum length of an answer in characters.</summary>
    public const int MaxAnswerLength = 2000;

    private const int MaxEmailLength = 254;
    private const int MaxPhoneLength = 40;
    private const string MailScheme = "mailto:";
    private const string PhoneScheme = "tel:";

    /// <summary>Returns the errors of the answers, in the order of the fields. Empty if all are valid. Answers to unknown fields are ignored.</summary>
    /// <param name="fields">The form.</param>
    /// <param name="answers">The answers by field name; null for none.</param>
    public static IReadOnlyList<WidgetFieldFault> Check(IReadOnlyList<WidgetField> fields, IReadOnlyDictionary<string, string>? answers) =>
    [
        .. fields.OrderBy(f => f.Order)
            .Select(f => (f.Name, Kind: Check(f, answers?.GetValueOrDefault(f.Name))))
            .Where(f => f.Kind is not null).Select(f => new WidgetFieldFault(f.Name, f.Kind!.Value)),
    ];

    /// <summary>Returns the error of an answer, or null if it's valid.</summary>
    /// <param name="field">The field.</param>
    /// <param name="answer">The answer, which doesn't have to be normalized. Null or blank for none.</param>
    public static WidgetFieldFaultKind? Check(WidgetField field, string? answer)
    {
        answer = answer is null ? null : Normalize(field, answer);
        if (InvisibleText.IsBlank(answer)) return field.Required ? WidgetFieldFaultKind.Missing : null;
        if (answer.Length > MaxAnswerLength) return WidgetFieldFaultKind.TooLong;
        return field.Type switch
        {
            WidgetFieldTypes.Email => IsEmail(answer) ? null : WidgetFieldFaultKind.NoEmail,
            WidgetFieldTypes.Phone or WidgetFieldTypes.Tel => IsPhone(answer) ? null : WidgetFieldFaultKind.NoPhone,
            WidgetFieldTypes.Number => IsNumber(answer) ? null : WidgetFieldFaultKind.NoNumber,
            WidgetFieldTypes.Date => IsDate(answer) ? null : WidgetFieldFaultKind.NoDate,
            WidgetFieldTypes.Select => field.Values.Contains(answer) ? null : WidgetFieldFaultKind.NotOffered,
            WidgetFieldTypes.Checkbox => answer is not ("true" or "false") ? WidgetFieldFaultKind.NotOffered
                : field.Required && answer == "false" ? WidgetFieldFaultKind.Missing : null,
            WidgetFieldTypes.Textarea => null,
            _ => answer.AsSpan().IndexOfAny('\r', '\n') < 0 ? null : WidgetFieldFaultKind.SeveralLines,
        };
    }

    /// <summary>
    /// Returns an answer as it is stored: without invisible characters around it; numbers and addresses with ASCII digits and hyphens.
    /// The result is not necessarily valid; use <see cref="Check(WidgetField, string?)"/> to check it.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="answer">The answer as it was typed or pasted.</param>
    public static string Normalize(WidgetField field, string answer) => field.Type switch
    {
        WidgetFieldTypes.Select when field.Values.Contains(answer) => answer,
        _ when InvisibleText.IsBlank(answer) => "",
        WidgetFieldTypes.Email => NormalizeEmail(answer),
        WidgetFieldTypes.Phone or WidgetFieldTypes.Tel => NormalizePhone(answer),
        WidgetFieldTypes.Number => PastedText.Fold(answer).Replace('٫', '.').Replace("٬", "", StringComparison.Ordinal),
        WidgetFieldTypes.Date => PastedText.Fold(answer),
        WidgetFieldTypes.Select => field.Values.FirstOrDefault(v => PastedText.Fold(v) == PastedText.Fold(answer)) ?? answer,
        WidgetFieldTypes.Textarea => answer.Trim(),
        _ => PastedText.Trim(answer),
    };

    /// <summary>Returns an email address as it is stored: without invisible characters, <c>mailto:</c>, and surrounding brackets and punctuation.</summary>
    /// <param name="text">The address, as it was typed or pasted.</param>
    public static string NormalizeEmail(string text)
    {
        var address = PastedText.Fold(text).Replace('。', '.').Replace('｡', '.').Trim(' ', ',', ';');
        if (address is ['<', .. var bare, '>']) address = bare.Trim();
        if (address.StartsWith(MailScheme, StringComparison.OrdinalIgnoreCase)) address = address[MailScheme.Length..].Split('?')[0];
        return address.TrimEnd('.').Trim();
    }

    /// <summary>Returns a telephone number as it is stored: ASCII digits, hyphens, spaces and parentheses, without <c>tel:</c>.</summary>
    /// <param name="text">The number, as it was typed or pasted.</param>
    public static string NormalizePhone(string text)
    {
        var number = PastedText.Fold(text);
        if (number.StartsWith(PhoneScheme, StringComparison.OrdinalIgnoreCase)) number = number[PhoneScheme.Length..].TrimStart();
        return string.Concat(number.Select(c => c switch
        {
            '[' or '{' or '〔' or '【' => '(',
            ']' or '}' or '〕' or '】' => ')',
            '·' or '・' or '•' => '.',
            'ー' or 'ｰ' => '-',
            _ => c,
        }));
    }

    /// <summary>Returns whether a text can be an email address: a local part, an at sign and a host name.</summary>
    /// <param name="text">The text, normalized or as it was typed or pasted.</param>
    public static bool IsEmail(string text)
    {
        text = NormalizeEmail(text);
        var at = text.LastIndexOf('@');
        var host = at < 0 ? "" : text[(at + 1)..];
        return at is > 0 and <= 64 && text.Length <= MaxEmailLength && text.IndexOf('@', StringComparison.Ordinal) == at
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '(' or ')' or '[' or ']' or ',' or ';' or ':' or '"' or '\\')
            && host.Split('.') is { Length: > 1 } labels && labels.All(l => l.Length is > 0 and < 64 && l[0] != '-' && l[^1] != '-');
    }

    /// <summary>Returns whether a text can be a telephone number: 5 to 15 digits with the usual separators.</summary>
    /// <param name="text">The text, normalized or as it was typed or pasted.</param>
    public static bool IsPhone(string text)
    {
        text = NormalizePhone(text);
        // A plus is only allowed before the digits, as in (+49) 30.
        var plus = text.LastIndexOf('+');
        return text.Length <= MaxPhoneLength && text.Count(char.IsAsciiDigit) is >= 5 and <= 15
            && text.All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '.' or '/' or '(' or ')' or '+')
            && (plus < 0 || text[..plus].All(c => c is '(' or ' '));
    }

    private static bool IsNumber(string text) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

/// <summary>An invalid answer, which the server rejects.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Kind">The kind of error.</param>
public readonly record struct WidgetFieldFault(string Name, WidgetFieldFaultKind Kind)
{
    /// <summary>The reason in English, as the server returns it under <c>errors</c> as <c>fields.NAME</c>.</summary>
    public string Reason => Kind switch
    {
        WidgetFieldFaultKind.Missing => "An answer is required.",
        WidgetFieldFaultKind.TooLong => $"Expected at most {WidgetFieldRules.MaxAnswerLength} characters.",
        WidgetFieldFaultKind.SeveralLines => "Expected a single line, received several.",
        WidgetFieldFaultKind.NoEmail => "Expected an email address such as ana@example.com.",
        WidgetFieldFaultKind.NoPhone => "Expected a phone number of 5 to 15 digits such as +49 30 123456.",
        WidgetFieldFaultKind.NoNumber => "Expected a number such as 12.5.",
        WidgetFieldFaultKind.NoDate => "Expected a date as yyyy-MM-dd.",
        _ => "Expected one of the field's values.",
    };
}

/// <summary>The ways in which an answer can be invalid.</summary>
public enum WidgetFieldFaultKind
{
    /// <summary>An answer is required.</summary>
    Missing,

    /// <summary>It is longer than <see cref="WidgetFieldRules.MaxAnswerLength"/>.</summary>
    TooLong,

    /// <summary>It has several lines where one is expected.</summary>
    SeveralLines,

    /// <summary>It is not an email address.</summary>
    NoEmail,

    /// <summary>It is not a telephone number.</summary>
    NoPhone,

    /// <summary>It is not a number.</summary>
    NoNumber,

    /// <summary>It is not a date.</summary>
    NoDate,

    /// <summary>It is not one of the field's values.</summary>
    NotOffered,
}
