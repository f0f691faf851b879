using System.CommandLine;
using Antiphon.Host.Configuration;
using Antiphon.Host.Logging;
using Antiphon.Host.Output;
using Antiphon.Host.Service;

namespace Antiphon.Host.Commands;

/// <summary>
/// What every command runs with besides its flags: the log of the process, and the settings in
/// force once they are read.
/// </summary>
internal sealed class ProgramContext : InvocationConfiguration, IDisposable
{
    /// <param name="output">Takes what standard output would.</param>
    /// <param name="errors">Takes what standard error would.</param>
    public ProgramContext(TextWriter output, TextWriter errors)
    {
        (Output, Error) = (output, errors);
        // A run that plays sees to its own end, notes off first; the rest may simply be ended.
        EnableDefaultExceptionHandler = false;
        ProcessTerminationTimeout = null;
        Log = new ProgramLog(
            TimeProvider.System, ConsoleLog.On(errors), StateFolder.PathOf(Options.Service));
        Report = new CrashReport(
            Log, ProgramVersion.Here.ToString(), () => ConfigurationText.Of(Options));
    }

    public ProgramLog Log { get; }

    public CrashReport Report { get; }

    /// <summary>The settings in force; the defaults until they are read.</summary>
    public RigOptions Options { get; private set; } = new();

    /// <summary>The same with who gave each; null until they are read.</summary>
    public SettingsInForce? Settings { get; private set; }

    /// <summary>What a command was invoked with.</summary>
    public static ProgramContext Of(ParseResult parsed) =>
        (ProgramContext)parsed.InvocationConfiguration;

    public Terminal TerminalOf(bool json) => Terminal.On(Output, Error, json, Log.Loggers);

    /// <summary>Takes settings into force: the log goes where they say.</summary>
    public void Use(SettingsInForce settings)
    {
        Settings = settings;
        Use(settings.Options);
    }

    /// <summary>Takes settings into force: the log goes where they say.</summary>
    public RigOptions Use(RigOptions options)
    {
        Options = options;
        Log.Use(options.Log, StateFolder.PathOf(options.Service));
        return options;
    }

    public void Dispose() => Log.Dispose();
}
