namespace Livecaller;

/// <summary>
/// <see cref="LivecallerOptions.TokenProvider"/> threw or did not return in time (then <see cref="Exception.InnerException"/> has the cause, and it is
/// called again later), or it returned something that is not a token.
/// </summary>
public sealed class LivecallerTokenProviderException : LivecallerException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="message">The message with the likely mistake, in English, for developers.</param>
    /// <param name="innerException">What the provider threw; null when it returned something that is not a token.</param>
    public LivecallerTokenProviderException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
