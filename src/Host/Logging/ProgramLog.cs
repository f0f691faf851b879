using Microsoft.Extensions.Logging;

namespace Antiphon.Host.Logging;

/// <summary>
/// The log of this process: lines on standard error, a file in the state folder, and the newest
/// lines in memory. The same failure within a minute is counted, not repeated.
/// </summary>
/// <remarks>
/// Thread-safe. Who logs does not wait: a thread of the log's own writes. Nothing is written, and
/// no file begun, before somebody logs.
/// </remarks>
internal sealed class ProgramLog : IDisposable
{
    private const LogLevel LeastInMemory = LogLevel.Information;

    private readonly TimeProvider _time;
    private readonly DateTimeOffset _begun;
    private readonly ConsoleLog _console;
    private readonly LastLines _last = new();
    private readonly RepeatFilter _repeats;
    private readonly LogWriter _writer;
    private volatile LogPlace _place;
    private FileLog? _file;

    /// <param name="stateFolder">Where its file goes.</param>
    public ProgramLog(TimeProvider time, ConsoleLog console, string stateFolder)
    {
        (_time, _console, _begun) = (time, console, time.GetLocalNow());
        _place = new LogPlace(new LogOptions(), LogFolder.In(stateFolder, _begun));
        _writer = new LogWriter(Write);
        _repeats = new RepeatFilter(time, record =>
        {
            _last.Keep(record);
            _writer.Write(record);
        });
        Loggers = new LoggerFactory(
            [new Provider(this)], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
    }

    /// <summary>Where everybody gets a logger of their own.</summary>
    public ILoggerFactory Loggers { get; }

    /// <summary>This process's files.</summary>
    public LogFolder Folder => _place.Folder;

    /// <summary>The newest lines, oldest first.</summary>
    public IReadOnlyList<string> Last => _last.All;

    /// <summary>
    /// Logs as the settings say, from here on; before the first record. The files keep their names
    /// however often it is called: they bear the time at which the process began.
    /// </summary>
    public void Use(LogOptions options, string stateFolder) =>
        _place = new LogPlace(options, LogFolder.In(stateFolder, _begun));

    /// <summary>Waits until all is written, but not for long.</summary>
    public void Flush()
    {
        _repeats.Flush();
        _writer.Flush();
    }

    public void Dispose()
    {
        Loggers.Dispose();
        _repeats.Dispose();
        _writer.Dispose();
        _file?.Dispose();
    }

    private bool IsWanted(LogLevel level) => level != LogLevel.None
        && (level >= LeastInMemory
            || level >= _place.Options.ConsoleLevel
            || level >= _place.Options.FileLevel);

    private void Write(LogRecord record)
    {
        var place = _place;
        if (record.Level >= place.Options.ConsoleLevel)
        {
            _console.Write(record);
        }

        if (record.Level >= place.Options.FileLevel)
        {
            _file ??= new FileLog(place.Folder, place.Options);
            _file.Write(record);
        }
    }

    private sealed record LogPlace(LogOptions Options, LogFolder Folder);

    private sealed class Provider(ProgramLog log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Logger(log, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Logger(ProgramLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => log.IsWanted(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var message = formatter(state, exception);
            log._repeats.Take(new LogRecord(
                log._time.GetLocalNow(), logLevel, category, message,
                TemplateOf(state) ?? message, exception, eventId == LogRecord.Told));
        }

        private static string? TemplateOf<TState>(TState state) =>
            state is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } values
                && values[^1].Key == "{OriginalFormat}"
                ? values[^1].Value as string
                : null;
    }
}
