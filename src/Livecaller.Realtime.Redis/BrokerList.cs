namespace Livecaller.Realtime.Redis;

/// <summary>Reads a text that names one broker or several.</summary>
internal static class BrokerList
{
    /// <summary>Returns the brokers, each with the options that the text has for all of them.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var options = string.Concat(parts.Where(part => part.Contains('=', StringComparison.Ordinal)).Select(option => "," + option));
        return [.. parts.Where(part => !part.Contains('=', StringComparison.Ordinal)).Select(broker => broker + options)];
    }

    /// <summary>Returns the broker that a text is kept on: the same one on all nodes, whatever process it is.</summary>
    public static int Place(string text, int brokers)
    {
        // http://www.isthe.com/chongo/tech/comp/fnv/
        var hash = 2166136261u;
        foreach (var character in text) hash = (hash ^ character) * 16777619u;
        return (int)(hash % (uint)brokers);
    }
}
