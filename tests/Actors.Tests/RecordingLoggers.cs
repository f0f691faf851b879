using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Antiphon.Tests;

/// <summary>Keeps every entry that is logged. Thread-safe.</summary>
internal sealed class RecordingLoggers : ILoggerFactory
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public IEnumerable<LogEntry> Entries => _entries;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _entries);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            entries.Enqueue(
                new LogEntry(category, logLevel, formatter(state, exception), exception));
    }
}

/// <summary>What was logged.</summary>
internal sealed record LogEntry(
    string Category, LogLevel Level, string Text, Exception? Exception);
