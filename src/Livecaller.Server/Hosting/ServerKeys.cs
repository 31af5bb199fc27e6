using System.Security.Cryptography;
using System.Text.Json;
using Livecaller.Realtime;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Hosting;

// Keys that must outlive a restart and that nobody configures.
internal sealed class ServerKeys
{
    private static readonly string[] Names = ["signing_key", "app_id", "app_key", "app_secret"];
    private readonly byte[] _signingKey;

    public ServerKeys(DataDirectory directory, IOptions<LivecallerServerOptions> options)
    {
        var kept = Random();
        PusherOptions realtime = new();
        try
        {
            // Without a directory the start fails in any case, and the settings may be what is wrong.
            if (directory.Fault is null) (kept, realtime) = (Load(directory), Check(options.Value.Realtime));
        }
        catch (LivecallerStartupException e)
        {
            Fault = e;
        }
        _signingKey = Convert.FromHexString(kept["signing_key"]);
        AppId = Or(realtime.AppId, kept["app_id"]);
        AppKey = Or(realtime.AppKey, kept["app_key"]);
        AppSecret = Or(realtime.AppSecret, kept["app_secret"]);
    }

    /// <summary>Why the server cannot start, or null.</summary>
    public LivecallerStartupException? Fault { get; }

    public string AppId { get; }

    public string AppKey { get; }

    public string AppSecret { get; }

    /// <summary>Signs a text for one purpose: a signature for one purpose is not valid for another.</summary>
    public string Sign(string purpose, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_signingKey, System.Text.Encoding.UTF8.GetBytes($"{purpose}\n{text}")));

    public bool IsSigned(string purpose, string text, string signature) => CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.UTF8.GetBytes(Sign(purpose, text)), System.Text.Encoding.UTF8.GetBytes(signature));

    private static string Or(string? configured, string kept) => string.IsNullOrWhiteSpace(configured) ? kept : configured;

    private static PusherOptions Check(PusherOptions realtime)
    {
        // It is part of an address. Empty means left out.
        if (realtime.AppKey?.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') == false)
            throw new LivecallerStartupException("Livecaller:Realtime:AppKey must consist of letters, digits, '-' and '_'.");
        return realtime;
    }

    private static Dictionary<string, string> Random() => new()
    {
        ["signing_key"] = RandomNumberGenerator.GetHexString(64, lowercase: true),
        ["app_id"] = "livecaller",
        ["app_key"] = RandomNumberGenerator.GetHexString(20, lowercase: true),
        ["app_secret"] = RandomNumberGenerator.GetHexString(40, lowercase: true),
    };

    private static Dictionary<string, string> Load(DataDirectory directory)
    {
        var path = Path.Combine(directory.Root, "keys.json");
        // Existing keys are never replaced, and the file is read back after it was written.
        if (!File.Exists(path)) DataDirectory.WriteOwnerOnly(path, JsonSerializer.SerializeToUtf8Bytes(Random()), overwrite: false);
        return Read(path);
    }

    private static Dictionary<string, string> Read(string path)
    {
        try
        {
            var keys = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? [];
            foreach (var name in Names)
                if (string.IsNullOrEmpty(keys.GetValueOrDefault(name))) throw new JsonException($"It has no {name}.");
            Convert.FromHexString(keys[Names[0]]);
            return keys;
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new LivecallerStartupException($"The keys in '{path}' cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
