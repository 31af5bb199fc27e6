using System.Globalization;
using System.Security.Cryptography;
using Livecaller.Realtime;

namespace Livecaller.Server.Hosting;

// Keys that must outlive a restart and that nobody configures.
internal sealed class ServerKeys
{
    private const string SigningKey = "signing_key";
    private const string AppSecretName = "app_secret";
    private static readonly string[] Names = [SigningKey, "app_id", "app_key", AppSecretName];

    /// <summary>The prefix of earlier signing keys, which the end of their validity follows, in seconds since 1970.</summary>
    private const string EarlierKey = "signing_key_until_";

    private readonly TimeProvider _time;
    private readonly byte[] _signingKey;
    private readonly IReadOnlyList<(byte[] Key, long Until)> _earlierKeys;

    public ServerKeys(DataDirectory directory, IKeyStore store, IOptions<LivecallerServerOptions> options, TimeProvider time)
    {
        _time = time;
        IDictionary<string, string> kept = Random();
        PusherOptions realtime = new();
        try
        {
            // Without a directory the start fails in any case, and the settings may be what is wrong.
            if (directory.Fault is null) (kept, realtime) = (Load(store, Random), Check(options.Value.Realtime));
        }
        catch (LivecallerStartupException e)
        {
            Fault = e;
        }
        _signingKey = Convert.FromHexString(kept[SigningKey]);
        _earlierKeys = [.. kept.Where(k => UntilOf(k.Key) > 0).Select(k => (Convert.FromHexString(k.Value), UntilOf(k.Key)))];
        AppId = Or(realtime.AppId, kept["app_id"]);
        AppKey = Or(realtime.AppKey, kept["app_key"]);
        AppSecret = Or(realtime.AppSecret, kept[AppSecretName]);
    }

    /// <summary>Why the server cannot start, or null.</summary>
    public LivecallerStartupException? Fault { get; }

    public string AppId { get; }

    public string AppKey { get; }

    public string AppSecret { get; }

    /// <summary>Signs a text for one purpose: a signature for one purpose is not valid for another.</summary>
    public string Sign(string purpose, string text) => Sign(_signingKey, purpose, text);

    /// <summary>Whether a text was signed with the key, or with an earlier one that is still valid.</summary>
    public bool IsSigned(string purpose, string text, string signature)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        return IsSigned(_signingKey, purpose, text, signature)
            || _earlierKeys.Any(earlier => earlier.Until > now && IsSigned(earlier.Key, purpose, text, signature));
    }

    /// <summary>
    /// Puts a new signing key in the place of the current one, which stays valid for what was signed with it until a time; without a time, neither
    /// it nor any earlier key does. The secret of realtime channels signs nothing that outlives a socket, and is replaced as well.
    /// </summary>
    public static void Rotate(IKeyStore store, DateTimeOffset now, DateTimeOffset? until)
    {
        var keys = Load(store, () => throw new LivecallerStartupException($"There are no keys in {store.Location}: a server has to start first."));
        var over = (until is null ? DateTimeOffset.MaxValue : now).ToUnixTimeSeconds();
        foreach (var name in keys.Keys.Where(name => UntilOf(name) is > 0 and var end && end <= over).ToList()) keys.Remove(name);
        if (until?.ToUnixTimeSeconds() is { } earlier)
        {
            // Each key has an entry of its own, also when two are replaced within a second.
            while (!keys.TryAdd(EarlierKey + earlier.ToString(CultureInfo.InvariantCulture), keys[SigningKey])) earlier++;
        }
        var created = Random();
        foreach (var name in (ReadOnlySpan<string>)[SigningKey, AppSecretName]) keys[name] = created[name];
        store.Save(keys);
    }

    private static string Sign(byte[] key, string purpose, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, System.Text.Encoding.UTF8.GetBytes($"{purpose}\n{text}")));

    private static bool IsSigned(byte[] key, string purpose, string text, string signature) => CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.UTF8.GetBytes(Sign(key, purpose, text)), System.Text.Encoding.UTF8.GetBytes(signature));

    // 0 for the name of anything else.
    private static long UntilOf(string name) =>
        name.StartsWith(EarlierKey, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(EarlierKey.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var until) ? until : 0;

    private static string Or(string? configured, string kept) => string.IsNullOrWhiteSpace(configured) ? kept : configured;

    private static PusherOptions Check(PusherOptions realtime)
    {
        // It is part of an address. Empty means left out.
        if (realtime.AppKey?.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') == false)
            throw new LivecallerStartupException("Livecaller:Realtime:AppKey must consist of letters, digits, '-' and '_'.");
        return realtime;
    }

    private static IDictionary<string, string> Random() => new Dictionary<string, string>
    {
        [SigningKey] = RandomNumberGenerator.GetHexString(64, lowercase: true),
        ["app_id"] = "livecaller",
        ["app_key"] = RandomNumberGenerator.GetHexString(20, lowercase: true),
        [AppSecretName] = RandomNumberGenerator.GetHexString(40, lowercase: true),
    };

    private static IDictionary<string, string> Load(IKeyStore store, Func<IDictionary<string, string>> create)
    {
        var keys = store.LoadOrCreate(create);
        try
        {
            foreach (var name in Names)
                if (string.IsNullOrEmpty(keys.TryGetValue(name, out var value) ? value : null)) throw new FormatException($"It has no {name}.");
            foreach (var (_, key) in keys.Where(k => k.Key == SigningKey || UntilOf(k.Key) > 0)) Convert.FromHexString(key);
            return keys;
        }
        catch (FormatException e)
        {
            throw new LivecallerStartupException($"The keys in {store.Location} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
