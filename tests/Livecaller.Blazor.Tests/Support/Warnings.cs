using Microsoft.Extensions.Logging;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>Keeps what was logged as a warning, and as an error.</summary>
internal sealed class Warnings<T> : List<string>, ILogger<T>
{
    public List<string> Errors { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel is not (LogLevel.Warning or LogLevel.Error)) return;
        lock (Errors) (logLevel == LogLevel.Warning ? this : Errors).Add(formatter(state, exception));
    }
}
