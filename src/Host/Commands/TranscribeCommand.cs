using System.CommandLine;
using Antiphon.Capture.Io;
using Antiphon.Disk.Io;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Wording;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon transcribe</c>: the notes and drums of a recording, as heard.</summary>
internal static class TranscribeCommand
{
    private static readonly string[] Endings = [".mid", ".csv", ".json"];

    public static Command Build()
    {
        var command = new Command(
            "transcribe", "Write the notes and drums of a recording, as the ear hears them");
        var audio = new Argument<string>("AUDIO") { Description = "A recording, or demo:" };
        var output = new Option<string>("--out")
        {
            Description = "The file: .mid (Standard MIDI File), .csv or .json",
            Required = true,
        };
        command.Add(audio);
        command.Add(output);
        OutputGuard.On(command).Hears()
            .Reads(audio, AudioInputs.FilesOf)
            .WritesInPlace(output);
        var common = new CommonOptions(command);
        command.SetAction((parsed, stop) => Run(
            common.Terminal(parsed), common.Options(parsed),
            parsed.GetValue(audio)!, parsed.GetValue(output)!, stop));
        return command;
    }

    private static async Task<int> Run(
        Terminal terminal, RigOptions options, string audio, string path, CancellationToken stop)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (!Endings.Contains(ending))
        {
            throw CommandException.BadUsage(
                $"'{path}' ends in none of {string.Join(", ", Endings)}: "
                + "the ending says what --out is to be");
        }

        using var input = AudioInputs.Open(audio);
        var transcript = new Transcript();
        var (length, tuning) = await terminal.Progress("listening", progress => Task.Run(
            () => RecordingEar.Hear(
                new ReportingAudioInput(input, progress), options, transcript, stop),
            stop)).ConfigureAwait(false);
        WholeFile.Write(path, stream =>
        {
            if (ending == ".mid")
            {
                TranscriptMidi.Write(stream, transcript);
                return;
            }

            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(ending == ".csv"
                ? TranscriptText.Csv(transcript)
                : TranscriptText.Json(transcript, length.Seconds, tuning));
        });
        var (notes, hits) = (transcript.Notes.Count, transcript.Hits.Count);
        terminal.Line(
            $"wrote {TextTable.Whole(path)}: {InvariantText.Count(notes, "note")} and "
            + $"{InvariantText.Count(hits, "drum hit")} in "
            + InvariantText.Text($"{length.Seconds:F1} s")
            + (tuning is { } cents
                ? InvariantText.Text($", {cents:+0;-0;0} cents from concert pitch")
                : ""));
        terminal.Document(new
        {
            File = path,
            length.Seconds,
            Notes = notes,
            DrumHits = hits,
            TuningCents = TranscriptText.Rounded(tuning),
        });
        return ExitCode.Done;
    }
}
