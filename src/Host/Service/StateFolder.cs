using System.Globalization;
using Antiphon.Disk.Io;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;

namespace Antiphon.Host.Service;

/// <summary>
/// The folder of this rig's state, held for this process alone. The lock is the operating system's:
/// it goes with the process, however that ends.
/// </summary>
internal sealed class StateFolder : IDisposable
{
    private const string Holder = "rig.pid";
    private const long LongestHolder = 20;

    private readonly IDisposable _lock;

    private StateFolder(string fullPath, IDisposable held, Action<string> complain)
    {
        FullPath = fullPath;
        _lock = held;
        try
        {
            WholeFile.WriteText(
                Path.Combine(fullPath, Holder),
                Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            complain($"the state folder {fullPath} takes nothing: {fault.Message}");
        }
    }

    public string FullPath { get; }

    /// <summary>Takes the folder for this process, making it where it is missing.</summary>
    /// <param name="complain">
    /// Told when it cannot be written: nothing is kept in it then, and the music plays.
    /// </param>
    /// <returns>Null where it cannot be written.</returns>
    /// <exception cref="CommandException">Another rig has it; exit code 2.</exception>
    public static StateFolder? Take(ServiceOptions options, Action<string> complain)
    {
        var folder = PathOf(options);
        try
        {
            Directory.CreateDirectory(folder);
            var held = FileLock.TryTake(Path.Combine(folder, "rig.lock"))
                ?? throw CommandException.BadUsage(
                    $"another rig (process {HolderIn(folder)}) uses the state folder {folder}; "
                    + "stop it, or give this one its own with --set service.stateFolder=FOLDER");
            return new StateFolder(folder, held, complain);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            complain(
                $"the state folder {folder} cannot be used, and nothing is kept there: "
                + $"{fault.Message} Name another with --set service.stateFolder=FOLDER");
            return null;
        }
    }

    /// <summary>Where it lies, whoever holds it.</summary>
    public static string PathOf(ServiceOptions options) => Path.GetFullPath(
        options.StateFolder.Length > 0 ? options.StateFolder : Default());

    public void Dispose() => _lock.Dispose();

    private static string HolderIn(string folder)
    {
        try
        {
            var holder = ReadableFile.ReadText(Path.Combine(folder, Holder), LongestHolder);
            return int.TryParse(holder, CultureInfo.InvariantCulture, out _) ? holder : "unknown";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }

    // systemd's StateDirectory= first, then the XDG base directory specification 0.8.
    private static string Default() =>
        Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } given
            ? given.Split(':')[0]
            : Path.Combine(
                Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } home
                    ? home
                    : Path.Combine(
                        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                        ".local", "state"),
                "antiphon");
}
