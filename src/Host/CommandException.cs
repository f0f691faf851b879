namespace Antiphon.Host;

/// <summary>
/// Ends a command with one line for the person at the rig: what, where, what to do.
/// </summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static CommandException BadUsage(string message) => new(Host.ExitCode.BadUsage, message);

    public static CommandException Refused(string message) => new(Host.ExitCode.Refused, message);
}
