using Microsoft.Extensions.Logging;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>Keeps what was logged as a warning.</summary>
internal sealed class Warnings<T> : List<string>, ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Warning) Add(formatter(state, exception));
    }
}
