using Livecaller.Server.Hosting;

namespace Livecaller.Server.Mail;

/// <summary>The mail server that transcripts are sent by: <c>Livecaller:Mail</c>. Without a host no mail is sent, and no widget offers it.</summary>
public sealed class MailOptions
{
    /// <summary>The mail server's name or address.</summary>
    /// <value>None: no mail is sent.</value>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    /// <value>587</value>
    [NumberSetting(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>The user to sign in as.</summary>
    /// <value>None: without signing in.</value>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

    /// <summary>The sender, for example <c>Fern &amp; Oak &lt;chat@fern.example&gt;</c>. Needed with a host.</summary>
    [MailSenderSetting]
    public string? From { get; set; }

    /// <summary>Whether the connection must be encrypted: from the first byte on at port 465, else by STARTTLS.</summary>
    /// <value>True</value>
    public bool UseTls { get; set; } = true;

    internal bool IsConfigured => !string.IsNullOrWhiteSpace(Host);
}
