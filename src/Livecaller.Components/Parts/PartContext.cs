using Livecaller.Components.Attachments;

namespace Livecaller.Components;

/// <summary>What the parts need from the chat or the dashboard that shows them.</summary>
internal abstract record PartContext
{
    /// <summary>The words on buttons and for screen readers.</summary>
    public abstract IPartTexts PartTexts { get; }

    /// <summary>Whether the conversation is on the screen. Playing and recording stop when it is not.</summary>
    public abstract bool IsShown { get; }

    /// <summary>Which image is open in the viewer.</summary>
    public abstract ViewerState Viewer { get; }

    /// <summary>The images of the conversation in their order, for the viewer.</summary>
    public abstract IEnumerable<ShownFile> Images();
}
