namespace Livecaller.Testing;

/// <summary>What happens to one broadcast.</summary>
internal abstract record BroadcastFault
{
    internal sealed record Duplicate : BroadcastFault;

    internal sealed record Reorder : BroadcastFault;

    internal sealed record Lose : BroadcastFault;

    internal sealed record Delay(TimeSpan By) : BroadcastFault;
}
