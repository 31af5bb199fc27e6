namespace Livecaller.Dashboard.Hosting;

/// <summary>The loading state of a part of the page.</summary>
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
