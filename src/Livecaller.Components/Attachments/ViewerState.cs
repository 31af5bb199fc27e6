using Livecaller.Protocol;

namespace Livecaller.Components.Attachments;

/// <summary>Which picture is looked at.</summary>
internal sealed class ViewerState
{
    /// <summary>The visitor wants to look at another one.</summary>
    public event Action? Changed;

    /// <summary>The picture; null for none.</summary>
    public AttachmentId? Current { get; private set; }

    public void Show(AttachmentId? picture)
    {
        Current = picture;
        Changed?.Invoke();
    }
}
