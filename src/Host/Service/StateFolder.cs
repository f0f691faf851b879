using System.Globalization;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;

namespace Antiphon.Host.Service;

/// <summary>
/// The folder of this rig's state, held for this process alone. The lock is the operating system's:
/// it goes with the process, however that ends.
/// </summary>
internal sealed class StateFolder : IDisposable
{
    private readonly FileStream _lock;

    private StateFolder(string fullPath, FileStream held)
    {
        FullPath = fullPath;
        _lock = held;
    }

    public string FullPath { get; }

    /// <summary>Takes the folder for this process, making it where it is missing.</summary>
    /// <exception cref="CommandException">
    /// Another rig has it, or it cannot be written; exit code 2.
    /// </exception>
    public static StateFolder Take(ServiceOptions options)
    {
        var folder = PathOf(options);
        var holder = Path.Combine(folder, "rig.pid");
        try
        {
            Directory.CreateDirectory(folder);
            var held = new FileStream(
                Path.Combine(folder, "rig.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None);
            File.WriteAllText(
                holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StateFolder(folder, held);
        }
        catch (IOException fault) when (fault.GetType() == typeof(IOException)
            && File.Exists(holder))
        {
            throw CommandException.BadUsage(
                $"another rig (process {File.ReadAllText(holder)}) uses the state folder {folder}; "
                + "stop it, or give this one its own with --set service.stateFolder=FOLDER", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadUsage(
                $"the state folder {folder} cannot be used: {fault.Message} "
                + "Name another with --set service.stateFolder=FOLDER", fault);
        }
    }

    /// <summary>Where it lies, whoever holds it.</summary>
    public static string PathOf(ServiceOptions options) => Path.GetFullPath(
        options.StateFolder.Length > 0 ? options.StateFolder : Default());

    public void Dispose() => _lock.Dispose();

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
