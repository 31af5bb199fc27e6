namespace Livecaller;

/// <summary>The base class of the SDK's exceptions.</summary>
public class LivecallerException : Exception
{
    /// <summary>Initializes an exception without a message.</summary>
    public LivecallerException()
    {
    }

    /// <summary>Initializes an exception with a message.</summary>
    /// <param name="message">The message, in English, for developers.</param>
    public LivecallerException(string message) : base(message)
    {
    }

    /// <summary>Initializes an exception with a message and its cause.</summary>
    /// <param name="message">The message, in English, for developers.</param>
    /// <param name="innerException">The cause.</param>
    public LivecallerException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
