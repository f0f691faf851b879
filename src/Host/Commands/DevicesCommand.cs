using System.CommandLine;
using Antiphon.Host.Output;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon devices</c>: which inputs and outputs this version can use.</summary>
internal static class DevicesCommand
{
    private static readonly string[] InputSchemes = ["file", "demo"];
    private static readonly string[] OutputSchemes = ["rtmidi", "jack", "raw", "file", "null"];

    public static Command Build()
    {
        var command = new Command("devices", "List audio inputs and MIDI ports");
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            terminal.Line("inputs:  file:PATH (WAV)   demo:");
            var midi = MidiPortTable.Read(common.Options(parsed).Midi);
            midi.Print(terminal);
            terminal.Document(new
            {
                AudioInputs = Array.Empty<string>(),
                MidiOutputs = midi.Kinds.SelectMany(kind => kind.Outputs),
                MidiInputs = midi.Kinds.SelectMany(kind => kind.Inputs),
                Midi = midi,
                InputSchemes,
                OutputSchemes,
            });
            return ExitCode.Done;
        });
        return command;
    }
}
