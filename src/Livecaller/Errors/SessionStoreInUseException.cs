namespace Livecaller;

/// <summary>Another client uses the session store, in this process or in another one.</summary>
public sealed class SessionStoreInUseException : LivecallerException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="path">The path of the store.</param>
    /// <param name="innerException">The cause.</param>
    public SessionStoreInUseException(string path, Exception? innerException = null)
        : base(
            $"The session at '{path}' is in use by another client, in this process or in another one. Two clients cannot share a session: dispose "
            + "the other client first, or use a separate file for each.",
            innerException) => Path = path;

    /// <summary>The path of the store.</summary>
    public string Path { get; }
}
