namespace Livecaller.Server.Housekeeping;

/// <summary>Removes something that would otherwise only grow.</summary>
internal interface IHousekeepingTask
{
    /// <summary>Runs at the start and at each <c>Livecaller:Retention:CleanupInterval</c>. Must not hold the write lock for long: other writers wait for it.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
