using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Screens;

namespace Livecaller.Blazor.Forms;

/// <summary>The choice of a department, with its opening hours.</summary>
public sealed partial class DepartmentChoice : ChatPart
{
    private readonly string _name = "lc-department-" + Guid.NewGuid().ToString("N")[..8];

    /// <summary>The departments.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Department> Departments { get; set; } = [];

    /// <summary>The one that is chosen.</summary>
    [Parameter]
    public Department? Chosen { get; set; }

    /// <summary>The visitor chose another one.</summary>
    [Parameter]
    public EventCallback<Department> ChosenChanged { get; set; }

    private string HoursOf(Department department) =>
        department.IsOpen ? Texts[TextKeys.DepartmentOpen]
        : OpeningText.Of(department.NextOpen, Context) is { } opens ? $"{Texts[TextKeys.DepartmentClosed]} · {opens}"
        : Texts[TextKeys.DepartmentClosed];
}
