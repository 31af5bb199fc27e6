using System.Collections.Concurrent;
using System.Text.Json;

namespace Livecaller.Bench.Soak;

/// <summary>The number of completed actions by name.</summary>
internal sealed class SoakCounts
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public SoakCounts()
    {
    }

    private SoakCounts(IEnumerable<KeyValuePair<string, long>> counts) => _counts = new(counts, StringComparer.Ordinal);

    public const string Visits = "visits";
    public const string Anonymous = "anonymous";
    public const string Logouts = "logouts";
    public const string Conversations = "conversations";
    public const string Closed = "closed";
    public const string Messages = "messages";
    public const string Uploads = "uploads";
    public const string Pictures = "pictures";
    public const string Killed = "sockets killed";
    public const string OperatorLogins = "operator logins";
    public const string Opened = "dashboards opened";
    public const string Switched = "switched";
    public const string Left = "left";
    public const string Faults = "faults";

    public long this[string name] => _counts.GetValueOrDefault(name);

    public void Add(string name) => _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);

    public string ToJson() => JsonSerializer.Serialize(_counts);

    public static SoakCounts Parse(string json) => new(JsonSerializer.Deserialize<Dictionary<string, long>>(json)!);

    public override string ToString() => string.Join(", ", _counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value:N0} {c.Key}"));
}
