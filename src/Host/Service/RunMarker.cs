using System.Globalization;
using System.Text.Json;
using Antiphon.Disk.Io;
using Antiphon.Host.Logging;
using Antiphon.Host.Output;
using Microsoft.Extensions.Logging;

namespace Antiphon.Host.Service;

/// <summary>
/// A file in the state folder while a live run lasts. Every end of which the program knows removes
/// it; a run that finds one says that the run before it ended without a word.
/// </summary>
internal sealed class RunMarker : IDisposable
{
    private const long MostBytes = 100_000;

    private readonly string _path;
    private readonly ILogger _log;

    private RunMarker(string path, ILogger log)
    {
        (_path, _log) = (path, log);
        AppDomain.CurrentDomain.ProcessExit += Exiting;
    }

    /// <summary>Where it lies in a state folder.</summary>
    public static string PathIn(string stateFolder) => Path.Combine(stateFolder, "running.json");

    /// <summary>Tells of the run before, if that left one, and leaves one for this run.</summary>
    /// <param name="state">Held by this process: who wrote the marker is gone.</param>
    /// <param name="log">This run's log file.</param>
    public static RunMarker Begin(
        StateFolder state, string log, string version, Terminal terminal, TimeProvider time)
    {
        var path = PathIn(state.FullPath);
        var marker = new RunMarker(path, terminal.Loggers.CreateLogger(nameof(RunMarker)));
        if (marker.Left() is { } left)
        {
            terminal.Error(left);
            marker._log.LogWarning(LogRecord.Told, "{Left}", left);
        }

        var run = new Run(Environment.ProcessId, time.GetLocalNow(), version, log);
        marker.Try(() => WholeFile.WriteText(
            path, JsonSerializer.Serialize(run, JsonSerializerOptions.Web)));
        return marker;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Exiting;
        Try(() => File.Delete(_path));
    }

    // A run plays without its marker too.
    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.LogWarning(e, "{Marker} could not be kept", _path);
        }
    }

    private string? Left()
    {
        if (!ReadableFile.IsThere(_path))
        {
            return null;
        }

        const string End = "ended without a word: it crashed in native code, was killed, or the "
            + "power went";
        try
        {
            var run = JsonSerializer.Deserialize<Run>(
                    ReadableFile.ReadText(_path, MostBytes), JsonSerializerOptions.Web)
                ?? throw new JsonException("it is null");
            var log = File.Exists(run.Log) ? $"its log is {run.Log}" : "it left no log";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"the last run (process {run.Process}, begun {run.Began:yyyy-MM-dd HH:mm:ss}, ")
                + $"version {run.Version}) {End}; {log}";
        }
        catch (Exception e)
            when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            _log.LogInformation(LogRecord.Told, e, "{Marker} cannot be read", _path);
            return $"the last run {End}; of when it began nothing is left";
        }
    }

    private void Exiting(object? sender, EventArgs e) => Try(() => File.Delete(_path));

    private sealed record Run(int Process, DateTimeOffset Began, string Version, string Log);
}
