using Livecaller;
using Livecaller.Testing;

namespace Gallery.Scenes;

/// <summary>One state of the chat, and how it comes about: before the chat is mounted, and by what a visitor does in it after that.</summary>
internal abstract class GalleryState
{
    /// <summary>Its name in addresses and file names.</summary>
    public abstract string Name { get; }

    /// <summary>Under which heading it stands.</summary>
    public abstract StateGroup Group { get; }

    /// <summary>What it is called in the index.</summary>
    public abstract string Title { get; }

    /// <summary>One sentence on what is to be seen.</summary>
    public abstract string Description { get; }

    /// <summary>Whether the chat is open; else its launcher alone is on the page.</summary>
    public virtual bool IsOpen => true;

    /// <summary>The presentation where the address names none: a part of the name of a <c>LivecallerPresentation</c>.</summary>
    public virtual string Presentation => "side";

    /// <summary>Whether it is about how the chat stands on the page: then its picture shows the page beside it.</summary>
    public virtual bool IsWide => Group == StateGroup.Presentations;

    /// <summary>What is on the page before anything is done.</summary>
    public virtual string Sees => IsOpen ? ".lc-frame[open] .panel:not(:has(.skeleton))" : ".launcher";

    /// <summary>How the server is set up.</summary>
    public virtual LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options;

    /// <summary>How the shown client is set up.</summary>
    public virtual LivecallerOptions ConfigureClient(LivecallerOptions options) => options;

    /// <summary>What happened before now.</summary>
    public virtual Task RememberAsync(Past past) => Task.CompletedTask;

    /// <summary>What happens just before the chat is mounted.</summary>
    public virtual Task ArrangeAsync(Scene scene) => Task.CompletedTask;

    /// <summary>What the visitor does in the chat, or the other side while it is watched.</summary>
    public virtual Task ActAsync(Scene scene, Hand hand) => Task.CompletedTask;
}
