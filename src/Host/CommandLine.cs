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
using Antiphon.Tensors;
using Antiphon.Wording;
using Microsoft.Extensions.Logging;

namespace Antiphon.Host;

/// <summary>
/// The command line: which commands there are, and how their errors reach a person.
/// </summary>
internal static class CommandLine
{
    /// <summary>A name may begin with any sign: @take.wav is a file, not a list.</summary>
    public static ParserConfiguration Style { get; } = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null,
    };

    /// <param name="output">Takes what standard output would.</param>
    /// <param name="errors">Takes what standard error would.</param>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> Run(
        IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        using var context = new ProgramContext(output, errors);
        var terminal = context.TerminalOf(args.Any(one => one is "--json" or "--json=true"));
        using var crash = new CrashWatch(context.Log, context.Report, terminal);
        var parsed = Root().Parse(args, Style);
        if (UsageFault.Of(parsed) is { } fault)
        {
            terminal.Fail(fault, ExitCode.BadUsage);
            return ExitCode.BadUsage;
        }

        try
        {
            CommonOptions.Use(context, parsed);
            OutputGuard.Require(parsed, context.Options);
            return await parsed.InvokeAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            context.Log.Loggers.CreateLogger(nameof(CommandLine)).LogInformation(
                LogRecord.Told, e, "stopped");
            terminal.Fail("stopped", ExitCode.Failed);
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            return End(context, terminal, e);
        }
    }

    /// <summary>Every command there is.</summary>
    public static RootCommand Root() =>
        Root(parsed => ProgramContext.Of(parsed).TerminalOf(json: false).Width);

    /// <param name="width">In how many columns its help is read.</param>
    internal static RootCommand Root(Func<ParseResult, int> width)
    {
        var root = new RootCommand("Antiphon listens to a live player and answers in MIDI.")
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
            TranscribeCommand.Build(),
            ModelsCommand.Build(),
            DevicesCommand.Build(),
            RehearseCommand.Build(),
            ConfigCommand.Build(),
            ControlsCommand.Build(),
            PanicCommand.Build(),
        };
        CommandExamples.ShowIn(root, width);
        return root;
    }

    // The log says all of it; a person reads one line, which names the report where there is one.
    internal static int End(ProgramContext context, Terminal terminal, Exception e)
    {
        var disk = DiskFaultOf(e);
        var code = disk is { IsPlace: true } ? ExitCode.BadUsage : ExitCodeOf(e);
        context.Log.Loggers.CreateLogger(nameof(CommandLine)).LogError(
            LogRecord.Told, e, "ended with exit code {Code}", code ?? ExitCode.Failed);
        var report = code is null or ExitCode.Hung ? $" ({context.Report.Write(e)})" : "";
        terminal.Fail((disk?.Message ?? e.Message) + report, code ?? ExitCode.Failed);
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
        SafeTensorsException { InnerException: IOException or UnauthorizedAccessException } =>
            ExitCode.Failed,
        _ => null,
    };

    private static DiskFault? DiskFaultOf(Exception e) => e switch
    {
        IOException or UnauthorizedAccessException => DiskFault.Of(e),
        SafeTensorsException
        {
            InnerException: IOException or UnauthorizedAccessException,
        } => DiskFault.Of(e.InnerException!),
        MidiException
        {
            Fault: MidiFault.Output, InnerException: IOException or UnauthorizedAccessException,
        }
            when DiskFault.Of(e.InnerException!) is { IsPlace: true } place => place,
        _ => null,
    };
}
