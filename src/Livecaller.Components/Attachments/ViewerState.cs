namespace Livecaller.Components.Attachments;

/// <summary>The image that is open in the viewer.</summary>
internal sealed class ViewerState
{
    /// <summary>Raised when another image is opened or the viewer is closed.</summary>
    public event Action? Changed;

    /// <summary>The image; null for none.</summary>
    public AttachmentId? Current { get; private set; }

    public void Show(AttachmentId? image)
    {
        Current = image;
        Changed?.Invoke();
    }
}
