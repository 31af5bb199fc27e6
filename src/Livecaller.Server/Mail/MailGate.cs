using Livecaller.Server.Hosting;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Livecaller.Server.Mail;

// Sends mail. Nothing else in the server does.
internal sealed class MailGate(IOptions<LivecallerServerOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public bool IsConfigured => options.Value.Mail.IsConfigured;

    public MailboxAddress From => MailboxAddress.Parse(options.Value.Mail.From!);

    public async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var mail = options.Value.Mail;
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        var security = !mail.UseTls ? SecureSocketOptions.None : mail.Port == 465 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;
        await client.ConnectAsync(mail.Host!, mail.Port, security, cancellationToken).ConfigureAwait(false);
        if (!string.IsNullOrEmpty(mail.User)) await client.AuthenticateAsync(mail.User, mail.Password ?? "", cancellationToken).ConfigureAwait(false);
        await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
    }
}
