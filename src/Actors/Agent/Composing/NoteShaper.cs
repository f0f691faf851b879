using Antiphon.Hpss;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>Makes notes of recalled frames, at the frames' own times.</summary>
/// <remarks>
/// A note begins at an onset, after a rest, or where the pitch moves on and stays; it lasts until
/// the next, or until its sound rests or has sunk. Its pitch is the median of its fundamentals; a
/// note without any takes the strongest pitch class nearest to where the line is; drums alone give
/// rhythm, and each drum word its own step of the scale of now.
/// </remarks>
internal static class NoteShaper
{
    private const double SunkDb = 18;
    private const double PitchStep = 0.7;
    private const int FramesOfNewPitch = 3;
    private const double DrumSeconds = 0.16;
    private const double PitchedShare = 0.25;
    private const double DefaultKey = 67;
    private const double WidestLeap = 12.5;
    private const double OverBassShare = 0.7;

    private static readonly double HopSeconds = new SampleCount(FrameGrid.HopSamples).Seconds;
    private static readonly int[] Pentatonic = [0, 2, 4, 7, 9];

    /// <summary>The notes of a recalled phrase, one after the other.</summary>
    public static List<ShapedNote> Shape(IReadOnlyList<RecalledFrame> frames, PlayerPhrase call)
    {
        List<ShapedNote> notes = [];
        var line = call.Key ?? DefaultKey;
        var onsets = Onsets.Pick(frames);
        for (var start = 0; start < frames.Count;)
        {
            var end = start + 1;
            while (end < frames.Count && !onsets[end] && !Moves(frames, start, end))
            {
                end++;
            }

            var note = Note(frames, start, end, call, line);
            note = note with { Key = WithoutOctaveError(note.Key, line) };
            line = note.Key;
            notes.Add(note);
            start = end;
        }

        return notes;
    }

    // Pitch trackers err by octaves, and lines seldom leap so far.
    private static double WithoutOctaveError(double key, double line)
    {
        var nearest = key + Chroma.Classes * Math.Round((line - key) / Chroma.Classes);
        return Math.Abs(key - line) > WidestLeap ? nearest : key;
    }

    /// <summary>True when the pitch leaves the note's for another and stays there.</summary>
    private static bool Moves(IReadOnlyList<RecalledFrame> frames, int start, int at)
    {
        if (at - start < FramesOfNewPitch || at + FramesOfNewPitch > frames.Count)
        {
            return false;
        }

        var from = frames[at - 1].Key;
        var to = frames[at].Key;
        if (from is null || to is null || Math.Abs(to.Value - from.Value) < PitchStep)
        {
            return false;
        }

        for (var i = 1; i < FramesOfNewPitch; i++)
        {
            var later = frames[at + i].Key;
            if (later is null || Math.Abs(later.Value - to.Value) >= PitchStep)
            {
                return false;
            }
        }

        return true;
    }

    private static ShapedNote Note(
        IReadOnlyList<RecalledFrame> frames, int start, int end, PlayerPhrase call, double line)
    {
        var loudest = double.NegativeInfinity;
        List<double> keys = [];
        var chroma = new double[Chroma.Classes];
        var last = start;
        for (var i = start; i < end; i++)
        {
            var descriptors = frames[i].Frame.Descriptors;
            loudest = Math.Max(loudest, descriptors.LoudnessDb);
            if (descriptors.LoudnessDb < loudest - SunkDb)
            {
                break;
            }

            last = i;
            AddPitch(frames[i], keys, chroma);
        }

        var pitched = keys.Count >= PitchedShare * (last - start + 1);
        var key = pitched ? Pitch.Median(keys, line) : (double?)null;
        var isMelody = frames[start].Heard?.MelodyKey is not null;
        var sung = key is { } sure
            && (isMelody || !Pitch.IsBass(sure - frames[start].Semitones))
            ? sure
            : OverBass(key, chroma, line) ?? KeyWithout(frames[start], chroma, call, line);
        var length = frames[last].OffsetSeconds - frames[start].OffsetSeconds + HopSeconds;
        var isDrum = !pitched && frames[start].Frame.Harmonic.IsRest;
        return new ShapedNote(
            frames[start].OffsetSeconds,
            isDrum ? Math.Max(DrumSeconds, length) : length,
            sung,
            loudest,
            Onsets.Strength(frames, start),
            frames[start].Frame.Time);
    }

    private static void AddPitch(RecalledFrame frame, List<double> keys, double[] chroma)
    {
        if (frame.Key is { } key)
        {
            keys.Add(key);
        }

        if (frame.Frame.Descriptors.HarmonicOpen)
        {
            frame.AddChroma(chroma);
        }
    }

    // Over a bass, what sounds strongest besides it, if anything does; else the bass itself.
    private static double? OverBass(double? bass, double[] chroma, double line)
    {
        if (bass is not { } key)
        {
            return null;
        }

        var own = Pitch.PitchClassOf((int)Math.Round(key));
        var strongest = Pitch.Ranked(chroma);
        foreach (var pitchClass in strongest.Where(one => one != own).Take(1))
        {
            if (chroma[pitchClass] >= OverBassShare * chroma[strongest[0]])
            {
                return Pitch.Nearest(pitchClass, line);
            }
        }

        return key;
    }

    private static double KeyWithout(
        RecalledFrame frame, double[] chroma, PlayerPhrase call, double line)
    {
        var heard = Pitch.Ranked(chroma);
        if (heard.Count > 0)
        {
            return Pitch.Nearest(heard[0], line);
        }

        var word = frame.Frame.Percussive.IsRest ? 0 : frame.Frame.Percussive.Code;
        var scale = Pitch.Ranked(call.Chroma);
        var step = scale.Count > 0
            ? scale[word % Math.Min(Pentatonic.Length, scale.Count)]
            : ((int)DefaultKey + Pentatonic[word % Pentatonic.Length]) % Chroma.Classes;
        return Pitch.Nearest(step, line);
    }
}

/// <summary>A note made of recalled frames, not yet in any voice's range.</summary>
/// <param name="Onset">Seconds from the beginning of the phrase.</param>
/// <param name="Length">Seconds, above 0.</param>
/// <param name="Key">Key with its fraction, as it was heard.</param>
/// <param name="LoudnessDb">Loudest frame of it, dBFS.</param>
/// <param name="Strength">Strength of its onset, dB.</param>
/// <param name="Source">When it was heard.</param>
internal readonly record struct ShapedNote(
    double Onset, double Length, double Key, double LoudnessDb, double Strength, SampleTime Source)
{
    public double End => Onset + Length;
}
