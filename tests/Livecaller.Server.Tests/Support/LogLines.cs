using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Livecaller.Server.Tests.Support;

/// <summary>What a server logs, to be read and waited for.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();
    private readonly SemaphoreSlim _added = new(0);

    public IReadOnlyList<string> All => [.. _lines.Select(l => l.Text)];

    public IReadOnlyList<string> Of(LogLevel level) => [.. _lines.Where(l => l.Level == level).Select(l => l.Text)];

    /// <summary>The first line that contains a text, now or later.</summary>
    public async Task<string> WaitForAsync(string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            if (All.FirstOrDefault(l => l.Contains(text, StringComparison.Ordinal)) is { } line) return line;
            await _added.WaitAsync(patience.Token);
        }
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue((logLevel, formatter(state, exception)));
        _added.Release();
    }

    public void Dispose() => _added.Dispose();
}
