namespace Livecaller.Bench.Chaos;

/// <summary>The messages of one direction of a conversation that were sent, acknowledged and delivered, in order.</summary>
/// <param name="name">The prefix of the messages of this direction.</param>
internal sealed class Direction(string name)
{
    private const string Words = "Where is my parcel? It should have been here yesterday, and nobody answers the phone — ¿qué pasa? 📦";

    private readonly Lock _lock = new();
    private readonly List<string> _sent = [];
    private readonly List<string> _delivered = [];
    private readonly HashSet<string> _distinct = [];
    private int _acknowledged;

    /// <summary>Raised when a message is delivered.</summary>
    public event Action? Grown;

    public string Name => name;

    public int Sent
    {
        get
        {
            lock (_lock) return _sent.Count;
        }
    }

    /// <summary>The number of messages that the server acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>The number of delivered messages, without duplicates.</summary>
    public int Delivered
    {
        get
        {
            lock (_lock) return _distinct.Count;
        }
    }

    /// <summary>Returns the text of the next message and counts it as sent.</summary>
    public string Next()
    {
        lock (_lock)
        {
            var key = $"{name}-{_sent.Count}";
            _sent.Add(key);
            return $"{key} {Words[..(20 + (_sent.Count * 7 % (Words.Length - 22)))]}";
        }
    }

    public void Acknowledge() => Interlocked.Increment(ref _acknowledged);

    public void Deliver(string text)
    {
        lock (_lock)
        {
            _delivered.Add(Key(text));
            _distinct.Add(Key(text));
        }

        Grown?.Invoke();
    }

    /// <summary>Compares the sent, stored and delivered messages.</summary>
    /// <param name="storedTexts">The texts in the server's log, in order.</param>
    public DeliveryResult Compare(IEnumerable<string> storedTexts)
    {
        string[] stored = [.. storedTexts.Select(Key)];
        lock (_lock)
        {
            string[] lost = [.. _sent.Except(stored).Select(k => k + " not stored"), .. stored.Except(_delivered).Select(k => k + " not delivered")];
            string[] twice = [.. Repeated(stored).Select(k => k + " stored twice"), .. Repeated(_delivered).Select(k => k + " delivered twice")];
            string[] turned = [.. Turned(stored, _sent).Select(k => k + " stored too late"), .. Turned(_delivered, stored).Select(k => k + " delivered too late")];
            return new(_sent.Count, stored.Length, _delivered.Count, lost, twice, turned);
        }
    }

    private static string Key(string text) => text.Split(' ', 2)[0];

    private static IEnumerable<string> Repeated(IEnumerable<string> keys) => keys.GroupBy(k => k).Where(g => g.Count() > 1).Select(g => g.Key);

    /// <summary>Returns the messages that arrived after a message that they should precede.</summary>
    private static IEnumerable<string> Turned(IEnumerable<string> keys, IReadOnlyList<string> order)
    {
        var places = order.Distinct().Select((k, i) => (k, i)).ToDictionary(p => p.k, p => p.i);
        var highest = -1;
        foreach (var key in keys.Distinct())
        {
            var place = places.GetValueOrDefault(key, int.MaxValue);
            if (place < highest) yield return key;
            highest = Math.Max(highest, place);
        }
    }
}

/// <summary>The result for the messages of one direction.</summary>
internal sealed record DeliveryResult(
    int Sent, int Stored, int Delivered, IReadOnlyList<string> Lost, IReadOnlyList<string> Duplicated, IReadOnlyList<string> OutOfOrder)
{
    public static DeliveryResult Sum(IReadOnlyCollection<DeliveryResult> all) => new(
        all.Sum(v => v.Sent), all.Sum(v => v.Stored), all.Sum(v => v.Delivered),
        [.. all.SelectMany(v => v.Lost)], [.. all.SelectMany(v => v.Duplicated)], [.. all.SelectMany(v => v.OutOfOrder)]);
}
