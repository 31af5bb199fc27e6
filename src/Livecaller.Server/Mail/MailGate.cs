using Livecaller.Server.Hosting;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Livecaller.Server.Mail;

// The one way out for mail.
internal sealed class MailGate(IOptions<LivecallerServerOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public bool IsConfigured => !string.IsNullOrWhiteSpace(options.Value.Mail.Host);

    public MailboxAddress From => MailboxAddress.Parse(options.Value.Mail.From!);

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Fault => !IsConfigured ? null
        : options.Value.Mail.Port is < 1 or > 65535 ? "Livecaller:Mail:Port must be from 1 to 65535."
        : !MailboxAddress.TryParse(options.Value.Mail.From, out var from) || !from.Address.Contains('@', StringComparison.Ordinal) ? "Livecaller:Mail:From must be an e-mail address such as chat@shop.example."
        : null;

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
