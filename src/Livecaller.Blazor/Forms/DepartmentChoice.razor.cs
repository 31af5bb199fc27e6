using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Screens;

namespace Livecaller.Blazor.Forms;

/// <summary>The choice of a department: those that are open, and then those that open first.</summary>
public sealed partial class DepartmentChoice : ChatPart
{
    private readonly string _id = "lc-department-" + Guid.NewGuid().ToString("N")[..8];

    /// <summary>The departments.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Department> Departments { get; set; } = [];

    /// <summary>The one that is chosen.</summary>
    [Parameter]
    public Department? Chosen { get; set; }

    /// <summary>The visitor chose another one.</summary>
    [Parameter]
    public EventCallback<Department> ChosenChanged { get; set; }

    // Who answers first stands first.
    private IEnumerable<Department> InOrder => Departments.OrderByDescending(d => d.IsOpen).ThenBy(d => d.NextOpen ?? DateTimeOffset.MaxValue);

    private string NameOf(Department department)
    {
        var name = SafeText.Name(department.DisplayName);
        return department.IsOpen ? name : $"{name} · {OpeningText.Of(department.NextOpen, Context) ?? Texts[TextKeys.DepartmentClosed]}";
    }

    private Task ChooseAsync(ChangeEventArgs e) =>
        Departments.FirstOrDefault(d => d.Id.Value == e.Value as string) is { } department ? ChosenChanged.InvokeAsync(department) : Task.CompletedTask;
}
