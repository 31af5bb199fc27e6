using System.Globalization;
using System.Net;
using System.Text;
using MimeKit;

namespace Livecaller.Server.Mail;

// A conversation as a mail: plain text and simple HTML.
internal static class TranscriptMessage
{
    public static MimeMessage Make(MailboxAddress from, string to, string widgetName, DateTimeOffset startedAt, IReadOnlyList<MessagePayload> messages)
    {
        var name = OneLine(widgetName);
        var note = $"Messages marked “visitor” were written by a person in the chat, and not by {name}.";
        var title = $"Your conversation with {name} of {startedAt.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}";
        return new(
            [from], [MailboxAddress.Parse(to)], title,
            new BodyBuilder { TextBody = Text(title, note, messages, name), HtmlBody = Html(title, note, messages, name) }.ToMessageBody());
    }

    private static string Text(string title, string note, IReadOnlyList<MessagePayload> messages, string widgetName)
    {
        var text = new StringBuilder(title).Append("\n\n").Append(note).Append("\n\n");
        foreach (var message in messages)
        {
            text.Append(When(message)).Append("  ").Append(Who(message, widgetName)).Append('\n');
            foreach (var line in Lines(message)) text.Append(IsVisitors(message) ? "  > " : "    ").Append(line).Append('\n');
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Html(string title, string note, IReadOnlyList<MessagePayload> messages, string widgetName)
    {
        var html = new StringBuilder("<!doctype html><html><head><meta charset=\"utf-8\"></head><body style=\"font:15px/1.5 sans-serif\"><h1 style=\"font-size:18px\">")
            .Append(Escape(title)).Append("</h1><p><small>").Append(Escape(note)).Append("</small></p>");
        foreach (var message in messages)
        {
            html.Append(IsVisitors(message) ? "<p dir=\"auto\" style=\"border-inline-start:3px solid #999;padding-inline-start:8px\"><b>" : "<p dir=\"auto\"><b>").Append(Escape(Who(message, widgetName))).Append("</b> <small>").Append(When(message)).Append("</small>");
            foreach (var line in Lines(message)) html.Append("<br>").Append(Escape(line));
            html.Append("</p>");
        }

        return html.Append("</body></html>").ToString();
    }

    private static IEnumerable<string> Lines(MessagePayload message)
    {
        if (message.DeletedAt is not null) return ["(deleted)"];
        var content = Clean(message.Content);
        var text = content.Length == 0 ? [] : content.Split('\n');
        return [.. text, .. message.Attachments.Select(a => $"[{OneLine(a.Name)}]")];
    }

    private static string Who(MessagePayload message, string widgetName) => message.Sender.Type switch
    {
        ParticipantType.System => widgetName,
        ParticipantType.Visitor => OneLine(message.Sender.Name) is { Length: > 0 } name ? $"{name} (visitor)" : "Visitor",
        _ => OneLine(message.Sender.Name) is { Length: > 0 } name ? name : widgetName,
    };

    // The two sides have no common time zone.
    private static string When(MessagePayload message) => message.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static bool IsVisitors(MessagePayload message) => message.Sender.Type == ParticipantType.Visitor;

    // A name must not start a new line, in particular not in the header.
    private static string OneLine(string? text) => Clean(text ?? "").Replace('\n', ' ').Trim();

    // Without control characters, and those that change the order of the text around them: a text must not pass for another one.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n' or '\u2028' or '\u2029') clean.Append('\n');
            else if (c == '\t') clean.Append(' ');
            else if (!char.IsControl(c) && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))) clean.Append(c);
        }

        return clean.ToString();
    }
}
