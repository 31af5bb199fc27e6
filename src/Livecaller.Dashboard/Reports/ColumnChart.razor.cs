using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>Columns over days or hours, drawn on the server. Positions are shares of the width, so that it needs no script to fit.</summary>
public sealed partial class ColumnChart
{
    private const int PlotHeight = 180;
    private const int LabelHeight = 24;
    private const int MaxLabels = 8;

    [Parameter, EditorRequired]
    public required IReadOnlyList<ChartColumn> Columns { get; set; }

    /// <summary>The end of the axis.</summary>
    [Parameter, EditorRequired]
    public required double Max { get; set; }

    /// <summary>Formats a value of the axis.</summary>
    [Parameter, EditorRequired]
    public required Func<double, string> Format { get; set; }

    /// <summary>Whether both values of a column stand side by side; otherwise one is in front of the other.</summary>
    [Parameter]
    public bool IsPaired { get; set; }

    /// <summary>What both values are.</summary>
    [Parameter]
    public (string Main, string Second)? Legend { get; set; }

    private double BarWidth => IsPaired ? 0.3 : 0.56;

    private double MainStart => IsPaired ? 0.18 : 0.22;

    private double SecondStart => IsPaired ? 0.52 : 0.22;

    private int LabelStep => 1 + ((Columns.Count - 1) / MaxLabels);

    private bool HasLabel(int index) => index % LabelStep == 0;

    private double HeightOf(double value) => Math.Clamp(value / Max, 0, 1) * PlotHeight;

    private string Percent(double slot, double part) => Number((slot + part) / Columns.Count * 100) + "%";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    // Razor takes a text element for its own.
    private MarkupString Label(int index, string text) => new(string.Create(CultureInfo.InvariantCulture,
        $"<text class=\"{(index / LabelStep % 2 == 1 ? "lc-chart-between" : "")}\" x=\"{Percent(index, 0.5)}\" y=\"{PlotHeight + LabelHeight - 6}\" text-anchor=\"middle\">{HtmlEncoder.Default.Encode(text)}</text>"));
}
