using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Livecaller.Server.Mail;
using Livecaller.Server.Widgets;
using MimeKit;

namespace Livecaller.Server.Hosting;

/// <summary>A rule for a setting. The message names the setting as configuration files do.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class SettingAttribute : ValidationAttribute
{
    protected abstract string? Check(object? value, object options);

    protected sealed override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        Check(value, validationContext.ObjectInstance) is { } fault ? new($"{NameOf(validationContext.DisplayName)} {fault}") : ValidationResult.Success;

    // "LivecallerServerOptions.Limits.LoginsPerMinute" is Livecaller:Limits:LoginsPerMinute.
    private static string NameOf(string displayName) =>
        KnownSettings.Section + displayName[displayName.IndexOf('.', StringComparison.Ordinal)..].Replace('.', ':');
}

internal sealed class NumberSettingAttribute(long minimum, long maximum = long.MaxValue) : SettingAttribute
{
    public long Minimum => minimum;

    public long Maximum => maximum;

    protected override string? Check(object? value, object options)
    {
        var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
        if (number >= minimum && number <= maximum) return null;
        return maximum == long.MaxValue ? $"is {number}; it must be at least {minimum}." : $"is {number}; it must be from {minimum} to {maximum}.";
    }
}

internal sealed class TimeSettingAttribute : SettingAttribute
{
    /// <summary>In seconds; 0 for no limit.</summary>
    public int Minimum { get; init; }

    /// <summary>In seconds; 0 for no limit.</summary>
    public int Maximum { get; init; }

    protected override string? Check(object? value, object options)
    {
        if (value is not TimeSpan time) return null;
        if (time < TimeSpan.Zero) return $"is {time}; it must not be negative.";
        return Maximum > 0 && (time < TimeSpan.FromSeconds(Minimum) || time > TimeSpan.FromSeconds(Maximum))
            ? $"is {time}; it must be from {TimeSpan.FromSeconds(Minimum)} to {TimeSpan.FromSeconds(Maximum)}." : null;
    }
}

internal sealed class PublicUrlSettingAttribute : SettingAttribute
{
    protected override string? Check(object? value, object options) =>
        value is Uri url && (!url.IsAbsoluteUri || Origins.Of(url) is null || url.Query.Length > 0)
            ? $"is '{url.OriginalString}'; it must be an address like https://shop.example or https://shop.example/chat." : null;
}

internal sealed class AuthoritySettingAttribute : SettingAttribute
{
    protected override string? Check(object? value, object options)
    {
        var hasClient = options is OperatorOpenIdConnectOptions { ClientId.Length: > 0 };
        if (value is not Uri authority) return hasClient ? "must be set, as ClientId is." : null;
        if (!authority.IsAbsoluteUri || authority.Scheme != Uri.UriSchemeHttps && !(authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback))
            return $"is '{authority.OriginalString}'; it must be an address like https://login.shop.example.";
        return hasClient ? null : "is set, so ClientId must be set too.";
    }
}

internal sealed class TrustedProxiesSettingAttribute : SettingAttribute
{
    protected override string? Check(object? value, object options) =>
        TrustedProxies.Entries(value as string).FirstOrDefault(entry => TrustedProxies.Parse(entry) is null) is { } wrong
            ? $"has '{wrong}'; expected addresses and networks like 10.0.0.7 or 172.16.0.0/12, separated by commas." : null;
}

internal sealed class MailSenderSettingAttribute : SettingAttribute
{
    protected override string? Check(object? value, object options) =>
        options is MailOptions { IsConfigured: true }
        && (!MailboxAddress.TryParse(value as string, out var sender) || !sender.Address.Contains('@', StringComparison.Ordinal))
            ? "must be an e-mail address such as chat@shop.example." : null;
}
