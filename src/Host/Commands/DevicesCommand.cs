using System.CommandLine;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Host.Logging;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Microsoft.Extensions.Logging;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon devices</c>: which inputs and outputs this machine has.</summary>
internal static class DevicesCommand
{
    private static readonly string[] InputSchemes = ["portaudio", "file", "stdin", "demo"];

    private static readonly string[] InputHeadings =
        ["", "audio input", "driver", "channels", "rate Hz", "latency ms, low…high", "default"];

    public static Command Build()
    {
        var command = new Command("devices", "List audio inputs and MIDI ports");
        OutputGuard.On(command);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            var (inputs, noInputs) = AudioInputs(terminal);
            terminal.Line("inputs:  portaudio:NAME   file:PATH   stdin:   demo:");
            Print(terminal, inputs, noInputs);
            var midi = MidiPortTable.Read(common.Options(parsed).Midi);
            midi.Print(terminal);
            terminal.Document(new
            {
                AudioInputs = inputs,
                NoAudioInputs = noInputs,
                MidiOutputs = midi.Kinds.SelectMany(kind => kind.Outputs),
                MidiInputs = midi.Kinds.SelectMany(kind => kind.Inputs),
                Midi = midi,
                InputSchemes,
                MidiAddress.OutputSchemes,
            });
            return ExitCode.Done;
        });
        return command;
    }

    // A machine without sound is listed as such; that is what the command is for.
    private static (IReadOnlyList<AudioDeviceInfo> Inputs, string? Why) AudioInputs(
        Terminal terminal)
    {
        try
        {
            var inputs = PortAudioSource.List();
            return (inputs, inputs.Count > 0 ? null : "This machine has no audio input.");
        }
        catch (AudioInputException e)
        {
            terminal.Loggers.CreateLogger(nameof(DevicesCommand)).LogInformation(
                LogRecord.Told, e, "there is no sound");
            return ([], e.Message);
        }
    }

    private static void Print(
        Terminal terminal, IReadOnlyList<AudioDeviceInfo> inputs, string? noInputs)
    {
        if (noInputs is not null)
        {
            terminal.Line($"         {noInputs}");
            return;
        }

        terminal.Table(InputHeadings, inputs.Select(input => (IReadOnlyList<string>)
        [
            Text($"{input.Index}"), input.Name, input.Driver, Text($"{input.Channels}"),
            Text($"{input.DefaultRateHz}"),
            Text($"{input.LowLatencyMs:0.0}…{input.HighLatencyMs:0.0}"),
            input.IsDefault ? "yes" : "",
        ]));
    }
}
