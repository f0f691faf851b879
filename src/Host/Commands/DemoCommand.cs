using System.CommandLine;
using Antiphon.Capture.Io;
using Antiphon.Demo;
using Antiphon.Host.Composition;
using Antiphon.Host.Output;
using Antiphon.Session;
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
        var common = new CommonOptions(command);
        command.SetAction(async (parsed, stop) =>
        {
            var terminal = common.Terminal(parsed);
            var options = common.Options(parsed);
            var settings = flags.Settings(parsed, AudioInputs.Demo);
            var played = await PlaySession.Run(terminal, options, settings, stop)
                .ConfigureAwait(false);
            if (played.Folder is { } folder)
            {
                WriteSound(folder, played.Details);
            }

            SessionVerdict.Print(terminal, played);
            if (played.Folder is { } left)
            {
                terminal.Line($"listen to {left.Duet}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteSound(SessionFolder folder, SessionDetails details)
    {
        var call = DemoPerformance.Render();
        var duet = DuetMixer.Mix(call, DemoPerformance.SampleRateHz, details.Notes);
        WavFileWriter.WriteAll(
            folder.Call, call, DemoPerformance.SampleRateHz, channels: 1, WavEncoding.Pcm16);
        WavFileWriter.WriteAll(
            folder.Duet, duet, DemoPerformance.SampleRateHz, channels: 2, WavEncoding.Pcm16);
    }
}
