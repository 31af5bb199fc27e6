namespace Livecaller.Components.Messages;

/// <summary>The heading of a day, which scrolls with its messages.</summary>
public sealed partial class DaySeparator : ComponentBase
{
    /// <summary>The day, as people say it.</summary>
    [Parameter, EditorRequired]
    public string Day { get; set; } = "";
}
