using Livecaller;
using Livecaller.Testing;

namespace Gallery.Scenes;

/// <summary>A state of the chat, and the steps that lead to it before and after the chat is mounted.</summary>
internal abstract class GalleryState
{
    /// <summary>The name in URLs and file names.</summary>
    public abstract string Name { get; }

    /// <summary>The group in the index.</summary>
    public abstract StateGroup Group { get; }

    /// <summary>The title in the index.</summary>
    public abstract string Title { get; }

    /// <summary>A short description of what the state shows.</summary>
    public abstract string Description { get; }

    /// <summary>Whether the chat is open. Otherwise, only its launcher is visible.</summary>
    public virtual bool IsOpen => true;

    /// <summary>The default presentation: part of the name of a <c>LivecallerPresentation</c>.</summary>
    public virtual string Presentation => "side";

    /// <summary>Whether the screenshot includes the page around the chat.</summary>
    public virtual bool IsWide => Group == StateGroup.Presentations;

    /// <summary>A selector for the element that's visible before the first action.</summary>
    public virtual string ReadySelector => IsOpen ? ".lc-frame[open] .panel:not(:has(.skeleton))" : ".launcher";

    /// <summary>Configures the server.</summary>
    public virtual LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options;

    /// <summary>Configures the client of the shown chat.</summary>
    public virtual LivecallerOptions ConfigureClient(LivecallerOptions options) => options;

    /// <summary>Creates the history of the scene.</summary>
    public virtual Task CreateHistoryAsync(SceneHistory history) => Task.CompletedTask;

    /// <summary>Runs directly before the chat is mounted.</summary>
    public virtual Task ArrangeAsync(Scene scene) => Task.CompletedTask;

    /// <summary>Runs the actions of the visitor or the operator after the chat is mounted.</summary>
    public virtual Task ActAsync(Scene scene, BrowserActions browser) => Task.CompletedTask;
}
