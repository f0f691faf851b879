using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Antiphon.Host.Logging;

/// <summary>
/// The log files and crash reports of all processes with one state folder. Nobody has to hold the
/// state folder for it: each process writes files of its own, and whoever begins one lets the
/// oldest go.
/// </summary>
/// <param name="path">The folder; it is made with the first file.</param>
/// <param name="begun">When this process began.</param>
internal sealed partial class LogFolder(string path, DateTimeOffset begun)
{
    private const string Name = "antiphon-";
    private const long Megabyte = 1_000_000;

    /// <summary>The folder of a state folder.</summary>
    public static LogFolder In(string stateFolder, DateTimeOffset begun) =>
        new(Path.Combine(stateFolder, "logs"), begun);

    /// <summary>
    /// This process's log file; those that follow it have a number behind the name.
    /// </summary>
    public string LogFile => FileOf(".log");

    /// <summary>Where this process would report its crash.</summary>
    public string CrashFile => FileOf(".crash.txt");

    /// <summary>
    /// Deletes the oldest files until the rest keep within the bounds. What a living process writes
    /// stays: it is pruned when that has ended.
    /// </summary>
    /// <param name="keep">The file that has just been begun.</param>
    public void Prune(LogOptions options, string keep) =>
        Prune(options, keep, IsAlive);

    /// <param name="isAlive">Says whether another process lives.</param>
    internal void Prune(LogOptions options, string keep, Func<int, bool> isAlive)
    {
        // The file that has been begun is counted as if it were full.
        var (files, bytes, isFull) = (1, options.FileMegabytes * Megabyte, false);
        foreach (var file in new DirectoryInfo(path).EnumerateFiles(Name + "*")
            .Where(file => IsOurs(file.Name) && file.FullName != Path.GetFullPath(keep))
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .ThenByDescending(file => file.Name, StringComparer.Ordinal)
            .ToList())
        {
            (files, bytes) = (files + 1, bytes + file.Length);
            isFull |= files > options.Files || bytes > options.TotalMegabytes * Megabyte;
            if (isFull && !IsOfAnother(file.Name, isAlive))
            {
                file.Delete();
            }
        }
    }

    private string FileOf(string ending) => Path.GetFullPath(Path.Combine(path, string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}{begun:yyyyMMdd-HHmmss}-{Environment.ProcessId}{ending}")));

    // Whoever names a folder of his own as the state folder keeps what else lies there.
    private static bool IsOurs(string name) => LogNames().IsMatch(name);

    [GeneratedRegex(@"^antiphon-\d{8}-\d{6}-\d+((_\d+)?\.log|\.crash\.txt)$")]
    private static partial Regex LogNames();

    // antiphon-DATE-TIME-PROCESS.log, or …-PROCESS_001.log.
    private static bool IsOfAnother(string name, Func<int, bool> isAlive) =>
        name.Split('-') is [_, _, _, var last]
        && int.TryParse(last.Split('.', '_')[0], CultureInfo.InvariantCulture, out var process)
        && process != Environment.ProcessId
        && isAlive(process);

    private static bool IsAlive(int process)
    {
        try
        {
            using var other = Process.GetProcessById(process);
            return !other.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
