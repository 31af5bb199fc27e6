namespace Livecaller.Components;

/// <summary>A part of a message. What it needs from the chat or the dashboard around it comes as a cascading value.</summary>
public abstract class Part : ComponentBase
{
    [CascadingParameter]
    internal PartContext Context { get; set; } = null!;

    internal IPartTexts Texts => Context.PartTexts;
}
