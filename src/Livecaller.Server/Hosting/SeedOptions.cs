namespace Livecaller.Server.Hosting;

/// <summary>
/// What the first start creates: <c>Livecaller:Seed</c>. Later starts ignore the widget's settings, and those of the operator once there is an account.
/// </summary>
public sealed class SeedOptions
{
    /// <summary>The first widget's id.</summary>
    /// <value>Null: a UUID.</value>
    public string? WidgetId { get; set; }

    /// <summary>The first widget's secret for identity tokens, at least 16 characters; at least 32 are recommended (RFC 7518, section 3.2).</summary>
    /// <value>Null: 32 random bytes as hex.</value>
    public string? JwtSecret { get; set; }

    /// <summary>The origins that can embed the widget, separated by commas.</summary>
    /// <value>Null: only the server's own origin.</value>
    public string? AllowedOrigins { get; set; }

    /// <summary>The first operator's e-mail address.</summary>
    /// <value>Null: <c>admin@livecaller.local</c> with a password; without one, it is chosen on the page that the set-up link opens.</value>
    public string? OperatorEmail { get; set; }

    /// <summary>
    /// The first operator's password: at least 12 characters, and none of the commonest. Other programs can read a command line, so give it
    /// by the environment or by <see cref="OperatorPasswordFile"/>.
    /// </summary>
    /// <value>Null: each start offers a one-time link to create the account, until there is one.</value>
    public string? OperatorPassword { get; set; }

    /// <summary>A file with the first operator's password in its first line, in UTF-8, in place of <see cref="OperatorPassword"/>.</summary>
    /// <value>Null: none. It isn't read once there is an account.</value>
    public string? OperatorPasswordFile { get; set; }
}
