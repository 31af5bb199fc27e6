namespace Livecaller.Host.Commands;

/// <summary>Separates settings (<c>--Livecaller:DataDirectory=…</c>, <c>--urls …</c>) from the rest of a command line.</summary>
internal static class SettingArguments
{
    // The settings of ASP.NET Core that have no section.
    private static readonly string[] Names =
    [
        "urls", "http_ports", "https_ports", "preferHostingUrls", "environment", "contentRoot", "applicationName", "webRoot", "AllowedHosts",
        "shutdownTimeoutSeconds", "detailedErrors", "captureStartupErrors", "ForwardedHeaders_Enabled", "staticWebAssets", "hostingStartupAssemblies",
        "preventHostingStartup", "suppressStatusMessages",
    ];

    /// <summary>Returns the settings, as the configuration reads them, and everything else.</summary>
    public static (string[] Settings, string[] Others) Split(IReadOnlyList<string> args)
    {
        List<string> settings = [], rest = [];
        for (var i = 0; i < args.Count; i++)
        {
            var (name, hasValue) = NameOf(args[i]);
            if (name is null)
            {
                rest.Add(args[i]);
                continue;
            }

            settings.Add(args[i]);
            if (hasValue) continue;
            // The configuration would ignore a setting without a value.
            if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal)) throw new ArgumentException($"{args[i]} needs a value.");
            settings.Add(args[++i]);
        }

        return ([.. settings], [.. rest]);
    }

    private static (string? Name, bool HasValue) NameOf(string arg)
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal)) return (null, false);
        var end = arg.IndexOf('=', StringComparison.Ordinal);
        var name = end < 0 ? arg[2..] : arg[2..end];
        return name.Contains(':', StringComparison.Ordinal) || Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? (name, end >= 0) : (null, false);
    }
}
