using Microsoft.Extensions.Configuration;

namespace Livecaller.Server.Hosting;

// The settings that exist. A setting that does not would be ignored silently, which is how a limit that was misspelt goes unnoticed.
internal static class KnownSettings
{
    public const string Section = "Livecaller";

    private static readonly string[] Sections = ["Seed", "Operators", "OperatorSessions", "OpenIdConnect", "Mail", "Retention", "Limits", "Realtime", "S3"];

    /// <summary>The settings, relative to the section. A test compares them with the properties of the options.</summary>
    public static readonly string[] All =
    [
        "DataDirectory", "Database", "PublicUrl", "TrustedProxies", "Docs", "HstsLifetime", "Redis", "Backplane",
        .. Under("Seed", "WidgetId", "JwtSecret", "AllowedOrigins", "OperatorEmail", "OperatorPassword", "OperatorPasswordFile"),
        .. Under("Operators", "RequireSecondFactor", "InvitationLifetime"),
        .. Under("OperatorSessions", "IdleTimeout", "Lifetime"),
        .. Under("OpenIdConnect", "Authority", "ClientId", "ClientSecret", "DisplayName", "Scopes", "RoleClaim", "AdministratorRoles", "OperatorRoles",
            "CreateAccounts", "TrustEmailAddresses", "PasswordSignIn"),
        .. Under("Mail", "Host", "Port", "User", "Password", "From", "UseTls"),
        .. Under("Retention", "Sessions", "ClosedConversations", "CleanupInterval"),
        .. Under("Limits", "LoginsPerMinute", "VisitorLoginsPerMinute", "AnonymousLoginsPerMinute", "MessagesPerMinute", "ConversationsPerMinute", "MaxOpenConversations", "ClosesPerMinute",
            "ReadMarksPerMinute", "RatingsPerMinute", "CallbacksPerMinute", "TranscriptsPerMinute",
            "TranscriptsPerDay", "AddressTranscriptsPerDay", "ServerTranscriptsPerDay",
            "TypingPerMinute", "UploadsPerMinute", "MaxUnfinishedUploads", "UploadChunksPerMinute", "UploadBytesPerDay",
            "UploadBytesPerAddressAndDay", "MaxStoredBytes", "MinFreeDiskBytes", "RequestsPerMinute", "MaxAttachmentBytes", "MaxThumbnailPixels",
            "MaxMessageCharacters", "MaxJsonBytes", "MaxMessageJsonBytes"),
        .. Under("S3", "Endpoint", "Bucket", "Region", "AccessKey", "SecretKey", "PathStyle", "Prefix", "Timeout"),
        .. Under("Realtime", "AppId", "AppKey", "AppSecret", "ActivityTimeout", "PongTimeout", "CloseTimeout", "Enabled", "MaxConnections",
            "MaxTotalConnections", "MaxConnectionsPerAddress", "DrainTime", "UnauthorizedTimeout", "IdleTimeout", "PublicChannels", "MaxSubscriptionsPerConnection", "MaxFrameBytes",
            "MaxFramesPerMinute", "MaxSubscribesPerMinute", "MaxInvalidFrames", "MaxQueuedFrames", "MaxQueuedBytes", "MaxPresenceMembers",
            "MaxUserIdLength", "MaxUserInfoBytes", "ClientEvents", "MaxClientEventsPerSecond", "MaxClientEventNameLength", "MaxClientEventBytes",
            "CacheTimeToLive", "MaxCachedBytes", "SubscriptionCounts", "MaxWatchedUsers", "MaxEventBytes", "MaxHttpApiBytes"),
    ];

    /// <summary>Returns one sentence or two for each setting that does not exist, or has a section in the place of a value.</summary>
    public static IEnumerable<string> Faults(IConfiguration section, string path = "")
    {
        foreach (var child in section.GetChildren())
        {
            var key = path.Length == 0 ? child.Key : $"{path}:{child.Key}";
            if (All.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                if (child.GetChildren().Any()) yield return $"{Section}:{key} must be one value, not a list or a section.";
            }
            else if (Sections.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                if (!string.IsNullOrEmpty(child.Value)) yield return $"{Section}:{key} must be a section, not a value.";
                foreach (var fault in Faults(child, key)) yield return fault;
            }
            else if (child.GetChildren().Any())
            {
                foreach (var fault in Faults(child, key)) yield return fault;
            }
            else
            {
                yield return $"{Section}:{key} is not a known setting. Did you mean {Section}:{Nearest(key)}?";
            }
        }
    }

    private static IEnumerable<string> Under(string section, params IEnumerable<string> names) => names.Select(name => $"{section}:{name}");

    // A setting in the wrong section is nearer than one with another name.
    private static string Nearest(string key) => All.MinBy(known => Math.Min(Difference(key, known), Difference(NameOf(key), NameOf(known)) + 0.1))!;

    private static string NameOf(string key) => key[(key.LastIndexOf(':') + 1)..];

    private static double Difference(string one, string other) => (double)Distance(one, other) / Math.Max(one.Length, other.Length);

    // https://en.wikipedia.org/wiki/Levenshtein_distance, row by row.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var substitution = diagonal + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
