using System.Globalization;
using System.Text;

namespace Livecaller.Bench.Chaos;

/// <summary>What a run has shown.</summary>
internal sealed record ChaosReport
{
    public required ChaosSettings Settings { get; init; }

    /// <summary>From visitors to operators.</summary>
    public required Verdict ToOperators { get; init; }

    /// <summary>From operators to visitors.</summary>
    public required Verdict ToVisitors { get; init; }

    /// <summary>Seconds that visitors' clients took to catch up, shortest first, by what had taken their WebSocket away.</summary>
    public required IReadOnlyList<(KillCause Cause, double[] Seconds)> CatchUps { get; init; }

    /// <summary>What was done to them, in words.</summary>
    public required string Faults { get; init; }

    /// <summary>Why the run ended before its end, with what is missing; null when it did not.</summary>
    public required string? Aborted { get; init; }

    /// <summary>The errors that the SDK logged.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    public required TimeSpan Took { get; init; }

    private int Faulty => new[] { ToOperators, ToVisitors }.Sum(v => v.Lost.Count + v.Duplicated.Count + v.OutOfOrder.Count);

    /// <summary>Everything was sent, and every message arrived once and in its place.</summary>
    public bool IsKept => Aborted is null && Faulty == 0 && ToOperators.Sent + ToVisitors.Sent == Settings.Messages;

    public override string ToString()
    {
        var text = new StringBuilder();
        Line($"{"",-20} {"sent",9} {"stored",9} {"delivered",9} {"lost",9} {"duplicated",11} {"out of order",13}");
        Row("visitor to operator", ToOperators);
        Row("operator to visitor", ToVisitors);
        Line($"");
        Line($"{"time to catch up",-20} {"p50",9} {"p99",9} {"longest",9} {"kills",9}");
        foreach (var (cause, seconds) in CatchUps) Times($"{cause} lost", seconds);
        Line($"");
        Line($"{Faults}; {Took.TotalSeconds:0} s");
        Line($"again with: chaos {Settings}");
        foreach (var error in Errors) Line($"logged {error}");
        if (Aborted is not null) Line($"{Aborted}");
        foreach (var verdict in new[] { ToOperators, ToVisitors })
            foreach (var fault in (string[])[.. verdict.Lost.Take(20), .. verdict.Duplicated.Take(20), .. verdict.OutOfOrder.Take(20)]) Line($"{fault}");
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

        void Row(string name, Verdict v) => Line(
            $"{name,-20} {v.Sent,9:N0} {v.Stored,9:N0} {v.Delivered,9:N0} {v.Lost.Count,9:N0} {v.Duplicated.Count,11:N0} {v.OutOfOrder.Count,13:N0}");

        void Times(string name, double[] sorted)
        {
            if (sorted.Length == 0) return;
            double At(double part) => sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)];
            Line($"{name,-20} {At(0.5),7:0.00} s {At(0.99),7:0.00} s {sorted[^1],7:0.00} s {sorted.Length,9:N0}");
        }
    }
}
