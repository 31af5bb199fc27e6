namespace Livecaller.Server.Storage;

// A place in one of the lines of WriteTurns.
internal abstract class WriteTurn
{
    /// <summary>The address whose call this is; empty for the server's own work and for the dashboard.</summary>
    public string Caller { get; } = WriteTurns.Caller;

    /// <summary>The place; in no list once the turn has come, or the caller has left.</summary>
    public LinkedListNode<WriteTurn>? Place { get; set; }
}

// A turn in which one caller has the database for itself.
internal sealed class ExclusiveTurn : WriteTurn
{
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
