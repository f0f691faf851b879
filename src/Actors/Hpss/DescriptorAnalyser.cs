using System.Runtime.Intrinsics;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Hpss;

/// <summary>
/// Describes every frame of a segment. All windows end with the frame, so that a frame hears alike
/// whatever its place in the segment, and waits for nothing.
/// </summary>
/// <remarks>Gates carry their state on; not thread-safe; allocates the descriptors only.</remarks>
/// <param name="gate">When a stem rests.</param>
public sealed class DescriptorAnalyser(GateOptions gate)
{
    private readonly StemGate _harmonicGate = new(gate);
    private readonly StemGate _percussiveGate = new(gate);
    private readonly OnsetDetector _onsets = new();
    private readonly PitchDetector _pitch = new();
    private readonly ChromaAnalyser _chroma = new();

    /// <summary>Samples that it looks back at from the start of the segment.</summary>
    public static int PastSamples { get; } =
        ChromaAnalyser.WindowSamples - FrameGrid.ReceptiveFieldSamples;

    /// <summary>Describes a segment.</summary>
    /// <param name="mix">[past + segment] samples, unsplit.</param>
    /// <param name="harmonic">[past + segment] samples of the harmonic stem.</param>
    /// <param name="percussive">[past + segment] samples of the percussive stem.</param>
    /// <param name="frames">Receives one description per frame.</param>
    public void Describe(
        ReadOnlySpan<float> mix, ReadOnlySpan<float> harmonic, ReadOnlySpan<float> percussive,
        Span<FrameDescriptors> frames)
    {
        // What came before is heard anew: across a seam frames lie farther apart than inside.
        for (var k = -2; k < 0; k++)
        {
            _onsets.Hear(Ending(mix, k, OnsetDetector.WindowSamples));
        }

        for (var k = 0; k < frames.Length; k++)
        {
            frames[k] = DescribeFrame(mix, harmonic, percussive, k);
        }
    }

    /// <summary>Forgets what it heard: both stems rest.</summary>
    public void Reset()
    {
        _harmonicGate.Reset();
        _percussiveGate.Reset();
    }

    private FrameDescriptors DescribeFrame(
        ReadOnlySpan<float> mix, ReadOnlySpan<float> harmonic, ReadOnlySpan<float> percussive,
        int k)
    {
        var (onset, centroid) = _onsets.Hear(Ending(mix, k, OnsetDetector.WindowSamples));
        var (f0, voicing) = _pitch.Detect(Ending(harmonic, k, PitchDetector.WindowSamples));
        var (mixDb, harmonicDb, percussiveDb) =
            (LoudnessDb(mix, k), LoudnessDb(harmonic, k), LoudnessDb(percussive, k));
        return new FrameDescriptors
        {
            LoudnessDb = mixDb,
            HarmonicLoudnessDb = harmonicDb,
            PercussiveLoudnessDb = percussiveDb,
            OnsetStrength = onset,
            F0Hz = f0,
            Voicing = voicing,
            Chroma = _chroma.Measure(Ending(harmonic, k, ChromaAnalyser.WindowSamples)),
            CentroidHz = centroid,
            HarmonicOpen = _harmonicGate.Hear(harmonicDb, mixDb, SecondsBefore(k)),
            PercussiveOpen = _percussiveGate.Hear(percussiveDb, mixDb, SecondsBefore(k)),
        };
    }

    /// <summary>Time from the frame before; across a seam frames lie farther apart.</summary>
    private static double SecondsBefore(int frame)
    {
        var inside = FrameGrid.HopSamples * (FrameGrid.FramesPerSegment - 1);
        var step = frame > 0 ? FrameGrid.HopSamples : FrameGrid.SegmentSamples - inside;
        return (double)step / SampleRate.Hz;
    }

    /// <summary>The last samples up to the end of a frame.</summary>
    private static ReadOnlySpan<float> Ending(ReadOnlySpan<float> sound, int frame, int samples)
    {
        var end = PastSamples + FrameGrid.HopSamples * frame + FrameGrid.ReceptiveFieldSamples;
        return sound.Slice(end - samples, samples);
    }

    private static float LoudnessDb(ReadOnlySpan<float> sound, int frame)
    {
        var own = Ending(sound, frame, FrameGrid.ReceptiveFieldSamples);
        var sums = Vector256<float>.Zero;
        for (var n = 0; n < own.Length; n += Vector256<float>.Count)
        {
            var x = Vector256.Create(own[n..]);
            sums += x * x;
        }

        return Decibels.FromPower(Vector256.Sum(sums) / own.Length);
    }
}
