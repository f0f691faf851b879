using System.CommandLine;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon devices</c>: which inputs and outputs this version can use.</summary>
internal static class DevicesCommand
{
    private static readonly string[] InputSchemes = ["file", "demo"];
    private static readonly string[] OutputSchemes = ["file", "null"];

    public static Command Build()
    {
        var command = new Command("devices", "List audio inputs and MIDI ports");
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            terminal.Line("inputs:  file:PATH (WAV)   demo:");
            terminal.Line("outputs: file:PATH (Standard MIDI File)   null:");
            terminal.Line("This version drives no sound card and no MIDI hardware yet.");
            terminal.Document(new
            {
                AudioInputs = Array.Empty<string>(),
                MidiOutputs = Array.Empty<string>(),
                InputSchemes,
                OutputSchemes,
            });
            return ExitCode.Done;
        });
        return command;
    }
}
