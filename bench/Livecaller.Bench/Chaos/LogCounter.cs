using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Livecaller.Bench.Chaos;

/// <summary>Counts the SDK's log messages by text.</summary>
/// <param name="print">Whether messages are printed immediately.</param>
internal sealed class LogCounter(bool print) : ILoggerFactory, ILogger
{
    private readonly ConcurrentDictionary<(LogLevel Level, string Text), int> _counts = [];

    public IReadOnlyList<string> Errors =>
        [.. _counts.Where(c => c.Key.Level >= LogLevel.Error).OrderByDescending(c => c.Value).Select(c => $"{c.Value,5} x {c.Key.Text}")];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (!IsEnabled(logLevel)) return;
        var text = (state as IEnumerable<KeyValuePair<string, object?>>)?.LastOrDefault(p => p.Key == "{OriginalFormat}").Value as string;
        var kind = exception is null ? text ?? "" : $"{text} ({exception.GetType().Name}: {exception.Message})";
        _counts.AddOrUpdate((logLevel, kind), 1, static (_, count) => count + 1);
        if (print) Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} {logLevel}: {formatter(state, exception)} {exception?.GetType().Name} {exception?.Message}");
    }

    public void Dispose()
    {
        // There's nothing to dispose.
    }
}
