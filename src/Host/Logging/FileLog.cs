using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;
using Serilog.Sinks.File;

namespace Antiphon.Host.Logging;

/// <summary>This process's log file, which begins with the first record.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class FileLog : IDisposable
{
    private const string Layout =
        "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {SourceContext}: {Message:lj}"
        + "{NewLine}{Exception}";

    private readonly Logger _file;

    public FileLog(LogFolder folder, LogOptions options) =>
        _file = new LoggerConfiguration().MinimumLevel.Verbose()
            .WriteTo.File(
                folder.LogFile,
                outputTemplate: Layout,
                formatProvider: CultureInfo.InvariantCulture,
                fileSizeLimitBytes: options.FileMegabytes * 1_000_000L,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: options.Files,
                hooks: new PruneAtEach(folder, options))
            .CreateLogger();

    public void Write(LogRecord record) => _file.Write(new LogEvent(
        record.Time,
        LevelOf(record.Level),
        record.Fault,
        new MessageTemplate([new TextToken(record.Message)]),
        [
            new LogEventProperty(
                Constants.SourceContextPropertyName, new ScalarValue(record.Category)),
        ]));

    public void Dispose() => _file.Dispose();

    private static LogEventLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };

    private sealed class PruneAtEach(LogFolder folder, LogOptions options) : FileLifecycleHooks
    {
        public override Stream OnFileOpened(string path, Stream underlyingStream, Encoding encoding)
        {
            folder.Prune(options, path);
            return underlyingStream;
        }
    }
}
