using System.CommandLine;
using Antiphon.Capture.Io;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Rig;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;
using Antiphon.Time;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon encode</c>: the features of every frame, as safetensors.</summary>
internal static class EncodeCommand
{
    public static Command Build()
    {
        var command = new Command("encode", "Write the features of every frame as safetensors");
        var audio = new Argument<string>("AUDIO") { Description = "A WAV file, or demo:" };
        var output = new Option<string>("--out") { Description = "The file", Required = true };
        command.Add(audio);
        command.Add(output);
        var unsplit = new Option<bool>("--unsplit")
        {
            Description = "Encode the unsplit sound in place of its stems; wants --raw",
        };
        var raw = new Option<bool>("--raw")
        {
            Description = "Leave the sound as it is: no repair; one tensor [segments, frames, D]",
        };
        command.Add(unsplit);
        command.Add(raw);
        OutputGuard.On(command).Hears()
            .Reads(audio, AudioInputs.FilesOf)
            .WritesInPlace(output);
        var common = new CommonOptions(command, hears: true);
        command.SetAction((parsed, _) =>
        {
            var options = common.Options(parsed);
            var run = (parsed.GetValue(unsplit), parsed.GetValue(raw)) switch
            {
                (false, false) => (Func<Terminal, RigOptions, string, string, Task<int>>)Run,
                (true, true) => RawEncoding.Run,
                _ => throw CommandException.BadUsage("--unsplit and --raw go together"),
            };
            return run(
                common.Terminal(parsed),
                options,
                parsed.GetValue(audio)!,
                parsed.GetValue(output)!);
        });
        return command;
    }

    private static async Task<int> Run(
        Terminal terminal, RigOptions options, string audio, string path)
    {
        using var input = AudioInputs.Open(audio);
        using var hearing = HearingSetup.Open(options);
        await using var rig = new RigSystem(TimeProvider.System, terminal.Loggers);
        var heard = new SlotCollector();
        var outcome = await terminal.Progress("encoding", progress => rig.Run(new RigPlan
        {
            Ears = hearing.Ears,
            Input = new ReportingAudioInput(input, progress),
            Observer = heard,
        })).ConfigureAwait(false);
        RunEnd.RequireHeard(outcome, input.Name);

        SafeTensorsFile.Write(path, new SafeTensorsDocument(
            [.. Enum.GetValues<Stem>().Select(stem => Features(heard.Segments, stem))],
            new Dictionary<string, string> { ["contract"] = hearing.Contract.ToCanonicalJson() }));
        terminal.Line(
            $"wrote {TextTable.Whole(path)}: {heard.Segments.Count} segments of "
            + $"{FrameGrid.FramesPerSegment} frames");
        terminal.Document(new
        {
            File = path,
            Segments = heard.Segments.Count,
            FrameGrid.FramesPerSegment,
            hearing.Ears.Encoder.Dimensions,
        });
        return ExitCode.Done;
    }

    private static SafeTensor Features(List<SegmentEncoded> segments, Stem stem)
    {
        var features = segments.SelectMany(segment => segment.Of(stem).ToArray()).ToArray();
        var dimensions = segments.Count == 0 ? 0 : segments[0].Dimensions;
        return SafeTensor.Of<float>(
            stem.ToString().ToLowerInvariant(),
            features,
            segments.Count, FrameGrid.FramesPerSegment, dimensions);
    }
}
