namespace Livecaller.Server.Hosting;

/// <summary>The server cannot start. The message is one line that says why and names the setting.</summary>
public sealed class LivecallerStartupException : Exception
{
    /// <summary>Initializes a new instance without a reason.</summary>
    public LivecallerStartupException() : base("Livecaller cannot start.") { }

    /// <summary>Initializes a new instance with a reason.</summary>
    public LivecallerStartupException(string message) : base(message) { }

    /// <summary>Initializes a new instance with a reason and its cause.</summary>
    public LivecallerStartupException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Says that the keys cannot decrypt what is stored.</summary>
    internal static LivecallerStartupException OfKeys(string location, Exception exception) =>
        new($"The keys in {location} cannot be used: {exception.GetBaseException().Message.ReplaceLineEndings(" ")}", exception);
}
