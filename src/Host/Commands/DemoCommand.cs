using System.CommandLine;
using Antiphon.Capture.Io;
using Antiphon.Demo;
using Antiphon.Host.Composition;
using Antiphon.Host.Output;
using Antiphon.Session.Io;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon demo</c>: a generated performance is played into the rig, and it answers.
/// </summary>
internal static class DemoCommand
{
    public static Command Build()
    {
        var command = new Command("demo", "Hear a generated duet; needs no hardware");
        var flags = new RunOptions(command);
        flags.Guard(command);
        var common = new CommonOptions(command, hears: true);
        command.SetAction(async (parsed, stop) =>
        {
            var terminal = common.Terminal(parsed);
            var options = common.Options(parsed);
            var settings = flags.Settings(parsed, AudioInputs.Demo);
            var played = await PlaySession.Run(terminal, options, settings, stop)
                .ConfigureAwait(false);
            var sound = WriteSound(terminal, played);
            SessionVerdict.Print(terminal, played);
            if (sound is not null)
            {
                terminal.Line($"listen to {TextTable.Whole(sound)}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    // Where the call and the duet can be heard; null where no disk took them.
    private static string? WriteSound(Terminal terminal, PlayedSession played)
    {
        if (played.Folder is not { } folder)
        {
            return null;
        }

        var call = DemoPerformance.Render();
        var duet = DuetMixer.Mix(call, DemoPerformance.SampleRateHz, played.Details.Notes);
        try
        {
            WavFileWriter.WriteAll(
                folder.Call, call, DemoPerformance.SampleRateHz, channels: 1, WavEncoding.Pcm16);
            WavFileWriter.WriteAll(
                folder.Duet, duet, DemoPerformance.SampleRateHz, channels: 2, WavEncoding.Pcm16);
            return folder.Duet;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Error($"the call and the duet are not written: {e.Message}");
            return null;
        }
    }
}
