using System.Globalization;
using System.Net;
using MimeKit;

namespace Livecaller.Server.Mail;

// An invitation as a mail: plain text and simple HTML.
internal static class InvitationMessage
{
    public static MimeMessage Make(MailboxAddress from, string to, string name, string url, DateTimeOffset expiresAt)
    {
        var until = expiresAt.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        const string Title = "You're invited to answer chats";
        const string Lead = "You've been invited to answer chats with Livecaller. Open this link to set your password:";
        var end = $"The link works once, until {until}. If you didn't expect this invitation, ignore this email.";
        var greeting = $"Hello {string.Concat(name.Where(c => !char.IsControl(c)))},";
        return new([from], [MailboxAddress.Parse(to)], Title, new BodyBuilder
        {
            TextBody = $"{greeting}\n\n{Lead}\n\n{url}\n\n{end}\n",
            HtmlBody = $"<!doctype html><html><head><meta charset=\"utf-8\"></head><body style=\"font:15px/1.5 sans-serif\"><p dir=\"auto\">{WebUtility.HtmlEncode(greeting)}</p><p>{Lead}</p>"
                + $"<p><a href=\"{WebUtility.HtmlEncode(url)}\">{WebUtility.HtmlEncode(url)}</a></p><p>{end}</p></body></html>",
        }.ToMessageBody());
    }
}
