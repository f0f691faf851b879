using System.Text.Json;
using Antiphon.Disk.Io;
using Antiphon.Host.Logging;
using Microsoft.Extensions.Logging;

namespace Antiphon.Host.Service;

/// <summary>
/// The sessions that were begun and have not come to their end, wherever they lie: a file for each
/// in the state folder, which no run has to hold for it.
/// </summary>
internal sealed class BegunSessions(string stateFolder, ILogger log)
{
    private const long MostBytes = 100_000;

    private readonly string _path = Path.Combine(stateFolder, "sessions");

    /// <summary>Those that did not come to their end, or have not yet; the oldest first.</summary>
    public IReadOnlyList<BegunSession> Left()
    {
        try
        {
            return Directory.Exists(_path)
                ?
                [
                    .. new DirectoryInfo(_path).EnumerateFiles("*.json")
                        .OrderBy(file => file.Name, StringComparer.Ordinal)
                        .Select(Read).OfType<BegunSession>(),
                ]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(LogRecord.Told, e, "{Folder} cannot be read", _path);
            return [];
        }
    }

    /// <summary>A session begins.</summary>
    /// <param name="folder">Where it lies, in full.</param>
    /// <returns>Its entry; null when the state folder does not take it.</returns>
    public BegunSession? Begin(string folder, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var entry = new BegunSession(Path.Combine(_path, FormattableString.Invariant(
            $"{now:yyyyMMdd-HHmmss-fff}-{Environment.ProcessId}-{Guid.NewGuid():N}.json")), folder);
        try
        {
            Directory.CreateDirectory(_path);
            WholeFile.WriteText(entry.Path, JsonSerializer.Serialize(
                new Entry(folder, now), JsonSerializerOptions.Web));
            return entry;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(LogRecord.Told, e, "{Folder} does not take a session", _path);
            return null;
        }
    }

    /// <summary>A session has come to its end, or nothing more can be made of it.</summary>
    public void End(BegunSession session)
    {
        try
        {
            File.Delete(session.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(LogRecord.Told, e, "{Entry} stays", session.Path);
        }
    }

    private BegunSession? Read(FileInfo file)
    {
        try
        {
            var entry = JsonSerializer.Deserialize<Entry>(
                ReadableFile.ReadText(file.FullName, MostBytes), JsonSerializerOptions.Web);
            return entry?.Folder is { Length: > 0 } folder
                ? new BegunSession(file.FullName, folder)
                : null;
        }
        catch (Exception e)
            when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning(LogRecord.Told, e, "{Entry} cannot be read", file.FullName);
            return null;
        }
    }

    private sealed record Entry(string Folder, DateTimeOffset Began);
}

/// <summary>A session that was begun.</summary>
/// <param name="Path">The entry that says so.</param>
/// <param name="Folder">Where the session lies.</param>
internal sealed record BegunSession(string Path, string Folder);
