namespace Livecaller.Bench;

internal static class Rounds
{
    /// <summary>Returns the argument at a position, or the default.</summary>
    public static int Argument(string[] arguments, int position, int fallback) =>
        arguments.Length > position && int.TryParse(arguments[position], out var value) && value > 0 ? value : fallback;

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
