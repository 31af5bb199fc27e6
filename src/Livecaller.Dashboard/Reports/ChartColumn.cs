namespace Livecaller.Dashboard.Reports;

/// <summary>A column of a chart.</summary>
/// <param name="Label">What is below it.</param>
/// <param name="Text">What hovering tells.</param>
/// <param name="Main">The value in the accent colour.</param>
/// <param name="Second">The value in grey; null for none.</param>
public sealed record ChartColumn(string Label, string Text, double Main, double? Second = null);
