namespace Livecaller;

/// <summary>Another client uses the session store, in this process or in another one.</summary>
public sealed class SessionStoreInUseException : LivecallerException
{
    /// <summary>Makes one.</summary>
    /// <param name="path">Where the store is.</param>
    /// <param name="innerException">The cause.</param>
    public SessionStoreInUseException(string path, Exception? innerException = null)
        : base(
            $"The session at '{path}' is in use by another client, in this process or in another one. Two clients on one session would undo each "
            + "other's work: dispose the other one first, or give each a file of its own.",
            innerException) => Path = path;

    /// <summary>Where the store is.</summary>
    public string Path { get; }
}
