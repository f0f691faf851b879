using System.Globalization;
using System.Runtime.InteropServices;

namespace Antiphon.Host.Logging;

/// <summary>
/// Writes down what is known when the program fails by its own fault: version, machine, settings,
/// the fault with its stack, and the last lines of the log.
/// </summary>
/// <param name="version">Of the program, with its commit.</param>
/// <param name="settings">The settings in force, as text.</param>
internal sealed class CrashReport(ProgramLog log, string version, Func<string> settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Writes the report; a disk that hangs is not waited for.</summary>
    /// <returns>What the person's line says of it: where it lies, or why there is none.</returns>
    public string Write(Exception? fault)
    {
        var said = "the report could not be written: the disk hangs";
        var writing = new Thread(() => said = Try(fault)) { IsBackground = true };
        writing.Start();
        writing.Join(Patience);
        return said;
    }

    private string Try(Exception? fault)
    {
        var path = log.Folder.CrashFile;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Text(fault));
            return $"report: {path}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the report could not be written: {e.Message}";
        }
    }

    private string Text(Exception? fault) => string.Join('\n', (IEnumerable<string>)
    [
        $"antiphon {version}, process {Environment.ProcessId}",
        $"command: {string.Join(' ', Environment.GetCommandLineArgs().Skip(1))}",
        "",
        "fault:",
        fault?.ToString() ?? "unknown",
        "",
        "machine:",
        .. Machine(),
        "",
        "the last lines of the log:",
        .. log.Last,
        "",
        "settings:",
        settings(),
        "",
    ]);

    private static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");

    private static IEnumerable<string> Machine()
    {
        var memory = GC.GetGCMemoryInfo();
        yield return $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}";
        yield return $"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} "
            + "processors";
        yield return $"memory: {Megabytes(Environment.WorkingSet)} in use, "
            + $"{Megabytes(memory.TotalAvailableMemoryBytes)} available";
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetName())
            .Where(name => name.Name?.StartsWith("System", StringComparison.Ordinal) == false)
            .OrderBy(name => name.Name, StringComparer.Ordinal))
        {
            yield return $"{assembly.Name} {assembly.Version}";
        }
    }
}
