using System.CommandLine;
using Antiphon.Capture;
using Antiphon.Control;
using Antiphon.Encoder;
using Antiphon.Host.Commands;
using Antiphon.Host.Logging;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Perception;
using Antiphon.Session.Io;
using Microsoft.Extensions.Logging;

namespace Antiphon.Host;

/// <summary>
/// The command line: which commands there are, and how their errors reach a person.
/// </summary>
internal static class CommandLine
{
    /// <param name="output">Takes what standard output would.</param>
    /// <param name="errors">Takes what standard error would.</param>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> Run(
        IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        using var context = new ProgramContext(output, errors);
        var terminal = context.TerminalOf(json: false);
        using var crash = new CrashWatch(context.Log, context.Report, terminal);
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Complain(
                terminal, parsed.Errors[0].Message + " ('antiphon --help' shows what there is)");
            return ExitCode.BadUsage;
        }

        try
        {
            OutputGuard.Require(parsed);
            return await parsed.InvokeAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            context.Log.Loggers.CreateLogger(nameof(CommandLine)).LogInformation(
                LogRecord.Told, e, "stopped");
            Complain(terminal, "stopped");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            return End(context, terminal, e);
        }
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Root() => new("Antiphon listens to a live player and answers in MIDI.")
    {
        DemoCommand.Build(),
        PlayCommand.Build(),
        TrainCommand.Build(),
        LearnCommand.Build(),
        CorpusCommand.Build(),
        ReplayCommand.Build(),
        TokensCommand.Build(),
        DiagnoseCommand.Build(),
        SeparateCommand.Build(),
        EncodeCommand.Build(),
        ModelsCommand.Build(),
        DevicesCommand.Build(),
        RehearseCommand.Build(),
        ConfigCommand.Build(),
        ControlsCommand.Build(),
        PanicCommand.Build(),
    };

    // The log says all of it; a person reads one line, which names the report where there is one.
    internal static int End(ProgramContext context, Terminal terminal, Exception e)
    {
        var code = ExitCodeOf(e);
        context.Log.Loggers.CreateLogger(nameof(CommandLine)).LogError(
            LogRecord.Told, e, "ended with exit code {Code}", code ?? ExitCode.Failed);
        var report = code is null or ExitCode.Hung ? $" ({context.Report.Write(e)})" : "";
        Complain(terminal, e.Message + report);
        return code ?? ExitCode.Failed;
    }

    // Faults that a person can mend; null for our own, which want a report.
    private static int? ExitCodeOf(Exception e) => e switch
    {
        CommandException known => known.ExitCode,
        AudioInputException or VocabularyRefusedException or ModelRefusedException =>
            ExitCode.Refused,
        CorpusRefusedException or EncoderException => ExitCode.Refused,
        SessionException or ControlException => ExitCode.BadUsage,
        MidiException midi => midi.Fault == MidiFault.Address ? ExitCode.BadUsage : ExitCode.Failed,
        IOException or UnauthorizedAccessException => ExitCode.Failed,
        _ => null,
    };

    private static void Complain(Terminal terminal, string message) =>
        terminal.Error(message.ReplaceLineEndings(" "));
}
