using System.CommandLine;
using Antiphon.Agent;
using Antiphon.Capture.Io;
using Antiphon.Demo;
using Antiphon.Disk.Io;
using Antiphon.Host.Composition;
using Antiphon.Host.Output;
using Antiphon.Session.Io;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon demo</c>: a minute of a generated band is played into the rig, and it answers.
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
            var settings = flags.Settings(parsed, AudioInputs.DemoBand) with
            {
                Commands = Commands(),
            };
            var played = await PlaySession.Run(terminal, options, settings, stop)
                .ConfigureAwait(false);
            var sound = WriteSound(terminal, played);
            SessionVerdict.Say(terminal, played);
            if (sound is not null)
            {
                terminal.Line($"listen to {TextTable.Whole(sound.Duet)}");
            }

            terminal.Document(new
            {
                Session = played.Folder?.FullPath,
                played.Summary,
                sound?.Call,
                sound?.Duet,
            });
            return ExitCode.Done;
        });
        return command;
    }

    // What a performer's foot would do: play along here; and behind the last chord nothing more.
    private static ControlGiven[] Commands()
    {
        const double behindSeconds = 0.1;
        var (begin, end) = DemoBand.PlaysOn;
        return
        [
            new(new FixMode(Mode.Couple), begin),
            new(new FreeMode(), end),
            new(new Pause(true), DemoBand.LastChord.PlusSeconds(behindSeconds)),
        ];
    }

    // Where the call and the duet can be heard; null where no disk took them.
    private static DemoSound? WriteSound(Terminal terminal, PlayedSession played)
    {
        if (played.Folder is not { } folder)
        {
            return null;
        }

        var call = DemoBand.Render();
        var duet = DuetMixer.Mix(call, DemoBand.SampleRateHz, played.Details.Notes);
        try
        {
            Write(folder.Call, call, channels: 1);
            Write(folder.Duet, duet, channels: 2);
            return new DemoSound(folder.Call, folder.Duet);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Error($"the call and the duet are not written: {e.Message}");
            return null;
        }
    }

    private static void Write(string path, float[] sound, int channels)
    {
        using var file = new UnfinishedFile(path);
        WavFileWriter.WriteAll(
            file.PartPath, sound, DemoBand.SampleRateHz, channels, WavEncoding.Pcm16);
        file.Finish();
    }

    private sealed record DemoSound(string Call, string Duet);
}
