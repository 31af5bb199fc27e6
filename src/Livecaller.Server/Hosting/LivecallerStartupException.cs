namespace Livecaller.Server.Hosting;

/// <summary>The server cannot start. The message is one line that says why and names the setting.</summary>
public sealed class LivecallerStartupException : Exception
{
    /// <summary>Makes one without a reason.</summary>
    public LivecallerStartupException() : base("Livecaller cannot start.") { }

    /// <summary>Makes one.</summary>
    public LivecallerStartupException(string message) : base(message) { }

    /// <summary>Makes one that keeps its cause.</summary>
    public LivecallerStartupException(string message, Exception innerException) : base(message, innerException) { }
}
