using System.Diagnostics.CodeAnalysis;
using Antiphon.Flow;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Capture;

/// <summary>
/// Hears loudness and attack of each 10 ms of sound, long before the segment is complete: what the
/// agent needs to give way at once.
/// </summary>
/// <remarks>
/// An attack is a rise of the level over the loudest of the last 50 ms, of the sound itself or of
/// its differences (which show a soft pluck over a held chord), whichever is greater. What it says
/// depends on the sound alone, never on the blocks it came in. Bounded: at most
/// <see cref="ReadyLimit"/> finished blocks wait; a block beyond it replaces the oldest. Not
/// thread-safe; allocates only its messages.
/// </remarks>
/// <param name="firstSample">Number of the first sample heard, at 24 kHz.</param>
/// <param name="keepsSound">Its messages carry the sound itself.</param>
public sealed class ReflexDetector(long firstSample, bool keepsSound = false)
{
    /// <summary>Samples in a block: 240, 10 ms.</summary>
    public const int BlockSamples = SampleRate.Hz / 100;

    /// <summary>Finished blocks that may wait to be taken (5.6 s).</summary>
    public const int ReadyLimit = SegmentAssembler.ReadyLimit * FrameGrid.SegmentMilliseconds / 10;

    private const int RecentBlocks = 5;
    private const double FloorDb = -90;

    private readonly Queue<ReflexHeard> _ready = new();
    private readonly double[] _recentDb = Quiet();
    private readonly double[] _recentEdgeDb = Quiet();
    private long _blockStart = firstSample;
    private int _samples;
    private double _power;
    private double _edgePower;
    private float _last;
    private float[] _sound = NewSound(keepsSound);

    /// <summary>Takes the next samples.</summary>
    /// <param name="samples">[samples] at 24 kHz, in −1…1.</param>
    /// <param name="timestamp">Monotonic time at which they were at hand.</param>
    public void Hear(ReadOnlySpan<float> samples, long timestamp)
    {
        foreach (var sample in samples)
        {
            var edge = sample - _last;
            _last = sample;
            _power += sample * sample;
            _edgePower += edge * edge;
            if (keepsSound)
            {
                _sound[_samples] = sample;
            }

            if (++_samples == BlockSamples)
            {
                Finish(timestamp);
            }
        }
    }

    /// <summary>The oldest finished block, if there is one.</summary>
    public bool TryTake([NotNullWhen(true)] out ReflexHeard? reflex) =>
        _ready.TryDequeue(out reflex);

    private void Finish(long timestamp)
    {
        var loudnessDb = Decibels.FromPower(_power / BlockSamples);
        var edgeDb = Decibels.FromPower(_edgePower / BlockSamples);
        var onsetDb = Math.Max(Rise(_recentDb, loudnessDb), Rise(_recentEdgeDb, edgeDb));
        var start = SampleTime.AtSample(_blockStart);
        var segment = new SegmentId(_blockStart / FrameGrid.SegmentSamples);
        var place = new Place(segment, start, new SampleCount(BlockSamples), timestamp);
        if (_ready.Count == ReadyLimit)
        {
            _ready.Dequeue();
        }

        _ready.Enqueue(new ReflexHeard(place, loudnessDb, onsetDb) { Samples = _sound });
        _sound = NewSound(keepsSound);
        _blockStart += BlockSamples;
        (_samples, _power, _edgePower) = (0, 0, 0);
    }

    private double Rise(double[] recentDb, double levelDb)
    {
        var level = Math.Max(FloorDb, levelDb);
        var loudest = recentDb.Max();
        recentDb[_blockStart / BlockSamples % RecentBlocks] = level;
        return Math.Max(0, level - loudest);
    }

    private static float[] NewSound(bool kept) => kept ? new float[BlockSamples] : [];

    private static double[] Quiet() => [.. Enumerable.Repeat(FloorDb, RecentBlocks)];
}
