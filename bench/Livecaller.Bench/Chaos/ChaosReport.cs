using System.Globalization;
using System.Text;

namespace Livecaller.Bench.Chaos;

/// <summary>The result of a run.</summary>
internal sealed record ChaosReport
{
    public required ChaosSettings Settings { get; init; }

    /// <summary>The messages from visitors to operators.</summary>
    public required DeliveryResult ToOperators { get; init; }

    /// <summary>The messages from operators to visitors.</summary>
    public required DeliveryResult ToVisitors { get; init; }

    /// <summary>The seconds that visitors' clients took to catch up, in ascending order, by the reason of the interruption.</summary>
    public required IReadOnlyList<(KillCause Cause, double[] Seconds)> CatchUps { get; init; }

    /// <summary>A summary of the faults.</summary>
    public required string Faults { get; init; }

    /// <summary>The reason why the run was aborted, with the missing messages, or null.</summary>
    public required string? Aborted { get; init; }

    /// <summary>The errors logged by the SDK.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    public required TimeSpan Duration { get; init; }

    private int FaultCount => new[] { ToOperators, ToVisitors }.Sum(v => v.Lost.Count + v.Duplicated.Count + v.OutOfOrder.Count);

    /// <summary>Whether all messages were sent and delivered once and in order.</summary>
    public bool IsSuccess => Aborted is null && FaultCount == 0 && ToOperators.Sent + ToVisitors.Sent == Settings.Messages;

    public override string ToString()
    {
        var text = new StringBuilder();
        Line($"{"",-20} {"sent",9} {"stored",9} {"delivered",9} {"lost",9} {"duplicated",11} {"out of order",13}");
        Row("visitor to operator", ToOperators);
        Row("operator to visitor", ToVisitors);
        Line($"");
        Line($"{"time to catch up",-20} {"p50",9} {"p99",9} {"max",9} {"kills",9}");
        foreach (var (cause, seconds) in CatchUps) Times($"{cause}", seconds);
        Line($"");
        Line($"{Faults}; {Duration.TotalSeconds:0} s");
        Line($"to repeat: chaos {Settings}");
        foreach (var error in Errors) Line($"logged {error}");
        if (Aborted is not null) Line($"{Aborted}");
        foreach (var result in new[] { ToOperators, ToVisitors })
            foreach (var fault in (string[])[.. result.Lost.Take(20), .. result.Duplicated.Take(20), .. result.OutOfOrder.Take(20)]) Line($"{fault}");
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

        void Row(string name, DeliveryResult v) => Line(
            $"{name,-20} {v.Sent,9:N0} {v.Stored,9:N0} {v.Delivered,9:N0} {v.Lost.Count,9:N0} {v.Duplicated.Count,11:N0} {v.OutOfOrder.Count,13:N0}");

        void Times(string name, double[] sorted)
        {
            if (sorted.Length == 0) return;
            double At(double part) => sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)];
            Line($"{name,-20} {At(0.5),7:0.00} s {At(0.99),7:0.00} s {sorted[^1],7:0.00} s {sorted.Length,9:N0}");
        }
    }
}
