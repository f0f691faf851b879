namespace Antiphon.Host.Output;

/// <summary>
/// Ends a command with one line for the person at the rig: what, where, what to do.
/// </summary>
/// <param name="cause">What was thrown before, for the log; null where nothing was.</param>
internal sealed class CommandException(int exitCode, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;

    public static CommandException BadUsage(string message, Exception? cause = null) =>
        new(Output.ExitCode.BadUsage, message, cause);

    public static CommandException Refused(string message, Exception? cause = null) =>
        new(Output.ExitCode.Refused, message, cause);
}

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;
    public const int Refused = 3;
    public const int Hung = 4;
}
