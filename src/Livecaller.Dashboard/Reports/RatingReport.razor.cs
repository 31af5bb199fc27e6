using System.Globalization;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>Ratings and what visitors wrote with them.</summary>
public sealed partial class RatingReport
{
    [Parameter, EditorRequired]
    public required ReportView View { get; set; }

    /// <summary>The address of a report's CSV.</summary>
    [Parameter, EditorRequired]
    public required Func<string, string> Csv { get; set; }

    [Inject]
    private Clock Clock { get; set; } = null!;

    private string Lead => View.Ratings.Count == 0 ? Texts.ReportRatingsNone
        : TimeText.Format(Texts.ReportRatingsText, ReportFigureText.Count(View.Ratings.Count), ReportFigureText.Rating(View.Ratings.Average));

    private RenderFragment Table => builder =>
    {
        builder.OpenComponent<RatingTable>(0);
        builder.AddComponentParameter(1, nameof(RatingTable.Ratings), View.Ratings);
        builder.CloseComponent();
    };

    private static string Stars(int rating) => new string('★', rating) + new string('☆', 5 - rating);
}
