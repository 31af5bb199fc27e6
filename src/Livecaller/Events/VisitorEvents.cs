using Livecaller.Session;

namespace Livecaller.Events;

/// <summary>Publishes the events of one visitor. After the visitor's fence is closed, listeners no longer receive them.</summary>
internal sealed class VisitorEvents(LivecallerEvents events, Fence fence)
{
    public void Publish(LivecallerEvent e) => events.Publish(new(e, fence));

    /// <summary>Publishes an event of a conversation's log.</summary>
    public void Publish(LivecallerEvent e, LogPosition position) => events.Publish(new(e, fence, position));
}
