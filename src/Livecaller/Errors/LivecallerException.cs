namespace Livecaller;

/// <summary>The root of everything that the SDK throws on its own account.</summary>
public class LivecallerException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public LivecallerException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    /// <param name="message">What is wrong, in English, for developers.</param>
    public LivecallerException(string message) : base(message)
    {
    }

    /// <summary>Makes one with a message and its cause.</summary>
    /// <param name="message">What is wrong, in English, for developers.</param>
    /// <param name="innerException">The cause.</param>
    public LivecallerException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
