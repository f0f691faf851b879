using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;
using Antiphon.Time;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon encode --unsplit --raw</c>: the model's own output for unaltered sound, so that
/// anyone can hold it against another implementation.
/// </summary>
internal static class RawEncoding
{
    public static Task<int> Run(Terminal terminal, RigOptions options, string audio, string path)
    {
        using var input = AudioInputs.Open(audio);
        using var hearing = HearingSetup.Open(options);
        var encoder = hearing.Ears.Encoder;
        var samples = WholeInput.Read(input);
        var segments = WholeInput.SegmentsOf(samples);
        var view = new float[encoder.ContextSamples + FrameGrid.SegmentSamples];
        var perSegment = FrameGrid.FramesPerSegment * encoder.Dimensions;
        var features = new float[segments * perSegment];
        for (var segment = 0; segment < segments; segment++)
        {
            Look(samples, segment * FrameGrid.SegmentSamples - encoder.ContextSamples, view);
            encoder.Encode(view, stemCount: 1, features.AsSpan(segment * perSegment, perSegment));
        }

        var tensor = SafeTensor.Of<float>(
            "features", features, segments, FrameGrid.FramesPerSegment, encoder.Dimensions);
        SafeTensorsFile.Write(path, new SafeTensorsDocument(
            [tensor], new Dictionary<string, string> { ["model"] = options.Encoder.Model }));
        terminal.Line($"wrote {path}: {segments} segments of {FrameGrid.FramesPerSegment} frames");
        terminal.Document(new
        {
            File = path,
            Segments = segments,
            FrameGrid.FramesPerSegment,
            encoder.Dimensions,
        });
        return Task.FromResult(ExitCode.Done);
    }

    // What lies before the first sample is silence.
    private static void Look(ReadOnlySpan<float> samples, int start, Span<float> view)
    {
        var unknown = Math.Max(0, -start);
        view[..unknown].Clear();
        samples.Slice(start + unknown, view.Length - unknown).CopyTo(view[unknown..]);
    }
}
