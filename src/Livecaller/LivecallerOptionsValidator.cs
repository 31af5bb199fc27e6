using Livecaller.Shared;

namespace Livecaller;

/// <summary>Validates the options. Every error names the setting.</summary>
internal static class LivecallerOptionsValidator
{
    private const int MaxDeviceLength = 200;
    private const int MinLoadedMessages = 200;

    public static void Validate(LivecallerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require(!string.IsNullOrWhiteSpace(options.WidgetId.Value), nameof(options.WidgetId), "must be the widget's id from the dashboard, but is empty");
        Require(
            options.ServerUrl is { IsAbsoluteUri: true, Scheme: "http" or "https" }, nameof(options.ServerUrl),
            $"must be an absolute http or https address, but is '{options.ServerUrl}'");
        Require(
            options.ServerUrl.Query.Length == 0 && options.ServerUrl.Fragment.Length == 0, nameof(options.ServerUrl),
            "must have neither a query nor a fragment");
        Require(
            LocaleIdentifier.Parse(options.Language) is not null, nameof(options.Language), $"must be a language tag such as 'en' or 'pt-BR', but is '{options.Language}'");
        Require(
            options.Device is { Length: > 0 and <= MaxDeviceLength }, nameof(options.Device),
            $"must have 1 to {MaxDeviceLength} characters, but has {options.Device?.Length ?? 0}");
        Require(
            options.MaxLoadedMessages >= MinLoadedMessages, nameof(options.MaxLoadedMessages),
            $"must be at least {MinLoadedMessages}, but is {options.MaxLoadedMessages}");
        Require(options.SessionStore is not null, nameof(options.SessionStore), "must not be null");
        Require(options.TimeProvider is not null, nameof(options.TimeProvider), "must not be null");
    }

    private static void Require(bool holds, string setting, string what)
    {
        if (!holds) throw new ArgumentException($"{nameof(LivecallerOptions)}.{setting} {what}.", setting);
    }
}
