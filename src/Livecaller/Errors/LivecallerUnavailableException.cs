namespace Livecaller;

/// <summary>The server could not be reached, did not respond in time, or is not a Livecaller server. The same call may work later.</summary>
public sealed class LivecallerUnavailableException : LivecallerException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="message">The message, in English, for developers.</param>
    /// <param name="innerException">The cause.</param>
    public LivecallerUnavailableException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
