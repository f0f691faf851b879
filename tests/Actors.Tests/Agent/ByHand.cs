using Antiphon.Agent;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;

namespace Antiphon.Tests.Agent;

/// <summary>Frames, phrases, notes and memories made by hand.</summary>
internal static class ByHand
{
    /// <summary>From one frame to the next, in seconds.</summary>
    public const double Hop = 320.0 / 24_000;

    /// <summary>Nobody has played.</summary>
    public static PlayerPhrase NoCall { get; } = PlayerPhrase.Nothing(SampleTime.Zero);

    /// <summary>The sum of some pitch classes, each with its weight.</summary>
    public static double[] Chroma(params (int PitchClass, double Weight)[] weights)
    {
        var chroma = new double[12];
        foreach (var (pitchClass, weight) in weights)
        {
            chroma[pitchClass] = weight;
        }

        return chroma;
    }

    public static RecalledFrame Frame(double seconds, Moment moment, int? word = null) => new(
        seconds,
        RememberedFrame.Of(Performance.Token(new SegmentId(0), 0, moment, word: word)) with
        {
            Time = SampleTime.FromSeconds(seconds),
        },
        Jumped: false,
        Semitones: 0);

    /// <summary>A frame at −20 dBFS that has pitch classes, and no fundamental.</summary>
    public static RecalledFrame Chord(
        double seconds, params (int PitchClass, double Weight)[] weights) =>
        Frame(seconds, Pitched(60)).Changed(frame => frame with
        {
            F0Hz = null,
            Chroma = Shares(weights),
        });

    /// <summary>The frame with other pitch classes.</summary>
    public static RecalledFrame Over(
        this RecalledFrame frame, params (int PitchClass, double Weight)[] weights) =>
        frame.Changed(descriptors => descriptors with { Chroma = Shares(weights) });

    public static RecalledFrame Changed(
        this RecalledFrame frame, Func<FrameDescriptors, FrameDescriptors> change) => frame with
        {
            Frame = frame.Frame with { Descriptors = change(frame.Frame.Descriptors) },
        };

    /// <summary>Frames one hop apart.</summary>
    public static List<RecalledFrame> Row(params IEnumerable<Moment> moments) =>
        [.. moments.Select((moment, i) => Frame(i * Hop, moment))];

    public static IEnumerable<Moment> Times(this Moment moment, int count) =>
        Enumerable.Repeat(moment, count);

    public static Moment Pitched(double key, double db = -20, double onset = 0) =>
        new(key, false, db, onset);

    public static Moment Struck(double db = -20, double onset = 0) => new(null, true, db, onset);

    /// <summary>A note of a line, whose source is its onset.</summary>
    public static ShapedNote Note(
        double onset, double length, double key = 60, double db = -20, double strength = 5) =>
        new(onset, length, key, db, strength, SampleTime.FromSeconds(onset));

    /// <summary>The memory of a row of harmonic words, one a frame; below 0: a gap.</summary>
    public static MemoryView Learn(IReadOnlyList<int> words, Func<int, Moment>? at = null)
    {
        var store = new MemoryStore(new());
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] < 0)
            {
                store.Break();
            }
            else
            {
                store.Remember(Performance.Token(
                    new SegmentId(i / FrameGrid.FramesPerSegment),
                    i % FrameGrid.FramesPerSegment,
                    at?.Invoke(i) ?? Pitched(60),
                    word: words[i]));
            }
        }

        return store.View;
    }

    /// <summary>The last seconds of a memory as the player's phrase.</summary>
    public static PlayerPhrase Tail(MemoryView view, double seconds)
    {
        var end = view.Frame(view.Count)!.Time;
        RememberedFrame[] frames = [.. Enumerable.Range(1, view.Count)
            .Select(view.Frame).OfType<RememberedFrame>()
            .Where(frame => frame.Time >= end.PlusSeconds(-seconds))];
        return PlayerPhrase.Of(frames, [], frames[0].Time, end, -20);
    }

    private static Chroma Shares((int PitchClass, double Weight)[] weights)
    {
        var chroma = default(Chroma);
        foreach (var (pitchClass, weight) in weights)
        {
            chroma[pitchClass] = (float)weight;
        }

        return chroma;
    }
}
