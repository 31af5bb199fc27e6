using System.Diagnostics.CodeAnalysis;

namespace Listener;

/// <summary>The command-line arguments.</summary>
internal sealed record ListenerArguments(Uri Url, string Widget, string? Jwt, string Session)
{
    public const string Usage = "usage: Listener --url <server> --widget <id> [--jwt <token>] [--session <file>]";

    private static readonly string[] Names = ["--url", "--widget", "--jwt", "--session"];

    public static bool TryParse(
        string[] args, [NotNullWhen(true)] out ListenerArguments? parsed, [NotNullWhen(false)] out string? error)
    {
        parsed = null;
        Dictionary<string, string> values = [];
        for (var i = 0; i < args.Length; i += 2)
        {
            error = !Names.Contains(args[i]) ? $"unknown argument '{args[i]}'"
                : i + 1 == args.Length ? $"{args[i]} requires a value"
                : !values.TryAdd(args[i], args[i + 1]) ? $"{args[i]} is specified twice"
                : null;
            if (error is not null) return false;
        }

        if (!Uri.TryCreate(values.GetValueOrDefault("--url"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            error = "--url must be an http or https URL";
            return false;
        }

        error = values.ContainsKey("--widget") ? null : "--widget is missing";
        if (error is not null) return false;
        var session = values.GetValueOrDefault("--session") ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "livecaller-listener", "session.json");
        parsed = new(url, values["--widget"], values.GetValueOrDefault("--jwt"), session);
        return true;
    }
}
