namespace Livecaller.Components.Messages;

/// <summary>The heading of a day. It stays at the top while the messages of its day pass below.</summary>
public sealed partial class DaySeparator : ComponentBase
{
    /// <summary>The day, as people say it.</summary>
    [Parameter, EditorRequired]
    public string Day { get; set; } = "";
}
