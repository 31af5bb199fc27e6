using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>How many ratings had how many stars.</summary>
public sealed partial class RatingTable
{
    [Parameter, EditorRequired]
    public required ReportRatings Ratings { get; set; }

    private string PartOf(int count) => (100.0 * count / Ratings.Count).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
