namespace Livecaller;

/// <summary>The server could not be reached, did not answer in time, or what answered is no Livecaller server. The same call may work later.</summary>
public sealed class LivecallerUnavailableException : LivecallerException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong, in English, for developers.</param>
    /// <param name="innerException">The cause.</param>
    public LivecallerUnavailableException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
