using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Tests.MemoryBuffer;

/// <summary>What sounds at one moment of a performance made by hand.</summary>
/// <param name="Key">MIDI key of the pitch; null for none.</param>
/// <param name="Drum">True when the percussive stem speaks.</param>
/// <param name="Onset">Onset strength, dB.</param>
internal readonly record struct Moment(double? Key, bool Drum, double LoudnessDb, double Onset)
{
    public static Moment Silence => new(null, false, -120, 0);

    public bool Rests => Key is null && !Drum;
}

/// <summary>Turns a function of time into the tokens that the rig would hear.</summary>
internal static class Performance
{
    /// <summary>The tokens of whole segments up to the given length.</summary>
    public static IEnumerable<FrameToken> Tokens(
        double seconds, Func<double, Moment> at, long firstSegment = 0)
    {
        var segments = (long)Math.Ceiling(seconds / FrameGrid.SegmentLength.Seconds - 1e-9);
        for (var segment = firstSegment; segment < firstSegment + segments; segment++)
        {
            for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
            {
                var time = FrameGrid.FrameCentre(new SegmentId(segment).Start, frame);
                yield return Token(new SegmentId(segment), frame, at(time.Seconds));
            }
        }
    }

    public static FrameToken Token(
        SegmentId segment, int frame, Moment moment, bool warming = false, int? word = null)
    {
        var start = frame == 0 ? 0 : FrameGrid.CellStartSample(frame);
        var end = frame == FrameGrid.FramesPerSegment - 1
            ? FrameGrid.SegmentSamples
            : FrameGrid.CellStartSample(frame + 1);
        var place = new Place(
            segment, segment.Start + new SampleCount(start), new SampleCount(end - start), 0);
        var key = (int)Math.Round(moment.Key ?? 0);
        var harmonic = moment.Key is null
            ? Antiphon.Quantizer.Token.Rest
            : new Token((byte)(word ?? key % 64));
        return new FrameToken(
            place,
            frame,
            FrameGrid.FrameCentre(segment.Start, frame),
            harmonic,
            moment.Drum ? new Token((byte)(word ?? 7)) : Antiphon.Quantizer.Token.Rest,
            0,
            0,
            Describe(moment),
            warming);
    }

    /// <summary>A frame that speaks a given word of the harmonic stem.</summary>
    public static FrameToken Speaking(long ordinal, int word, bool warming = false) => Token(
        new SegmentId(ordinal / FrameGrid.FramesPerSegment),
        (int)(ordinal % FrameGrid.FramesPerSegment),
        new Moment(60, false, -20, 0),
        warming,
        word);

    /// <summary>A frame in which nothing speaks.</summary>
    public static FrameToken Resting(long ordinal) => Token(
        new SegmentId(ordinal / FrameGrid.FramesPerSegment),
        (int)(ordinal % FrameGrid.FramesPerSegment),
        Moment.Silence);

    private static FrameDescriptors Describe(Moment moment)
    {
        var chroma = default(Chroma);
        if (moment.Key is { } key)
        {
            chroma[(int)Math.Round(key) % Chroma.Classes] = 0.8f;
            chroma[((int)Math.Round(key) + 7) % Chroma.Classes] = 0.2f;
        }

        return new FrameDescriptors
        {
            LoudnessDb = (float)moment.LoudnessDb,
            HarmonicLoudnessDb = moment.Key is null ? -120 : (float)moment.LoudnessDb,
            PercussiveLoudnessDb = moment.Drum ? (float)moment.LoudnessDb : -120,
            OnsetStrength = (float)moment.Onset,
            F0Hz = moment.Key is { } k ? (float)(440 * Math.Pow(2, (k - 69) / 12)) : null,
            Voicing = moment.Key is null ? 0 : 0.9f,
            Chroma = chroma,
            CentroidHz = moment.Rests ? 0 : 1500,
            HarmonicOpen = moment.Key is not null,
            PercussiveOpen = moment.Drum,
        };
    }
}
