using System.CommandLine;
using Antiphon.Capture;
using Antiphon.Control;
using Antiphon.Encoder;
using Antiphon.Host.Commands;
using Antiphon.Host.Output;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Perception;
using Antiphon.Session.Io;

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
            ModelsCommand.Build(),
            DevicesCommand.Build(),
            RehearseCommand.Build(),
            ConfigCommand.Build(),
            ControlsCommand.Build(),
            PanicCommand.Build(),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Complain(errors, parsed.Errors[0].Message + " ('antiphon --help' shows what there is)");
            return ExitCode.BadUsage;
        }

        // A run that plays sees to its own end, notes off first; the rest may simply be ended.
        var settings = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = output,
            Error = errors,
        };
        try
        {
            return await parsed.InvokeAsync(settings).ConfigureAwait(false);
        }
        catch (Exception e) when (ExitCodeOf(e) is { } code)
        {
            Complain(errors, e.Message);
            return code;
        }
        catch (OperationCanceledException)
        {
            Complain(errors, "stopped");
            return ExitCode.Failed;
        }
    }

    // Faults that a person can mend. Anything else is our own, and says so in one line too.
    private static int? ExitCodeOf(Exception e) => e switch
    {
        CommandException known => known.ExitCode,
        AudioInputException or VocabularyRefusedException or ModelRefusedException =>
            ExitCode.Refused,
        CorpusRefusedException or EncoderException => ExitCode.Refused,
        SessionException or ControlException => ExitCode.BadUsage,
        MidiException midi => midi.Fault == MidiFault.Address ? ExitCode.BadUsage : ExitCode.Failed,
        OperationCanceledException => null,
        _ => ExitCode.Failed,
    };

    private static void Complain(TextWriter errors, string message) =>
        Terminal.On(TextWriter.Null, errors, json: false).Error(message.ReplaceLineEndings(" "));
}
