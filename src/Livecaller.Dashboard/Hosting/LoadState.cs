namespace Livecaller.Dashboard.Hosting;

/// <summary>Where a part of the screen stands with its data.</summary>
internal enum LoadState
{
    /// <summary>On its way.</summary>
    Loading,

    /// <summary>There.</summary>
    Ready,

    /// <summary>It does not exist.</summary>
    Missing,

    /// <summary>It could not be read.</summary>
    Failed,
}
