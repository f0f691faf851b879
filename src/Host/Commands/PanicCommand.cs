using System.CommandLine;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Time;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon panic</c>: silences every channel of an output, whatever sounds there.
/// </summary>
internal static class PanicCommand
{
    private const int Channels = 16;

    public static Command Build()
    {
        var command = new Command("panic", "All notes off, now");
        var output = new Option<string>("--output")
        {
            Description = "Where to: file:PATH or null:",
            Required = true,
        };
        command.Add(output);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            using var port =
                MidiOutputs.Open(parsed.GetValue(output)!, common.Options(parsed).Midi);
            foreach (var silence in NoteLedger.PanicControllers([.. Enumerable.Range(1, Channels)]))
            {
                port.Send(silence, SampleTime.Zero);
            }

            port.Flush();
            terminal.Line($"all notes off: {port.Name}");
            terminal.Document(new { Output = port.Name, Channels });
            return ExitCode.Done;
        });
        return command;
    }
}
