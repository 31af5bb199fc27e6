namespace Livecaller.Blazor.States;

/// <summary>The large title of a conversation that has no message yet.</summary>
public sealed partial class GreetingTitle : ComponentBase
{
    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>Further attributes of the heading.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }
}
