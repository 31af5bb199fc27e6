namespace Livecaller;

/// <summary>
/// <see cref="LivecallerOptions.TokenProvider"/> threw or gave no answer in time (then <see cref="Exception.InnerException"/> says how, and it is
/// asked again later), or what it gave is no token.
/// </summary>
public sealed class LivecallerTokenProviderException : LivecallerException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong, and the likely mistake, in English, for developers.</param>
    /// <param name="innerException">What the provider threw; null when it gave something that is no token.</param>
    public LivecallerTokenProviderException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
