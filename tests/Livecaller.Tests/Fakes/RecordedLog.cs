using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Livecaller.Tests.Fakes;

/// <summary>What the client logged, in words.</summary>
internal sealed class RecordedLog : ILoggerFactory, ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    /// <summary>Called with each line, on the thread that logs it.</summary>
    public Action<string>? Written { get; set; }

    public bool Has(LogLevel level, string part) => Lines.Any(l => l.Level == level && l.Text.Contains(part, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = $"{formatter(state, exception)} {exception}";
        Lines.Enqueue((logLevel, text));
        Written?.Invoke(text);
    }

    public void Dispose()
    {
    }
}
