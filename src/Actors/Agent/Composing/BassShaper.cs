using Antiphon.Hpss;

namespace Antiphon.Agent;

/// <summary>
/// Makes a sparse lower line: on strong onsets, the lowest fundamental or the chord's root.
/// </summary>
internal static class BassShaper
{
    private const double WindowSeconds = 0.25;
    private const double HighestBassKey = 57;
    private const double Articulation = 0.92;
    private const double RestSeconds = 0.3;

    /// <summary>The notes of the line, one after the other.</summary>
    /// <param name="leastStepSeconds">Least time between two of its notes.</param>
    public static List<ShapedNote> Shape(
        IReadOnlyList<RecalledFrame> frames, PlayerPhrase call, double leastStepSeconds)
    {
        List<ShapedNote> notes = [];
        var onsets = Onsets.Pick(frames);
        var strong = StrongFrom(frames, onsets);
        for (var i = 0; i < frames.Count; i++)
        {
            if (!onsets[i] || (i > 0 && Onsets.Strength(frames, i) < strong))
            {
                continue;
            }

            var since = notes.Count == 0
                ? double.PositiveInfinity
                : frames[i].OffsetSeconds - notes[^1].Onset;
            if (since >= leastStepSeconds && Root(frames, i, call) is { } key)
            {
                notes.Add(new ShapedNote(
                    frames[i].OffsetSeconds,
                    Articulation * SecondsSounding(frames, i),
                    key,
                    frames[i].Frame.Descriptors.LoudnessDb,
                    Onsets.Strength(frames, i),
                    frames[i].Frame.Time));
            }
        }

        return notes;
    }

    private static double StrongFrom(IReadOnlyList<RecalledFrame> frames, bool[] onsets)
    {
        List<double> strengths = [];
        for (var i = 0; i < onsets.Length; i++)
        {
            if (onsets[i])
            {
                strengths.Add(Onsets.Strength(frames, i));
            }
        }

        return Pitch.Median(strengths, 0);
    }

    private static double SecondsSounding(IReadOnlyList<RecalledFrame> frames, int from)
    {
        var at = from;
        while (at + 1 < frames.Count
            && frames[at + 1].OffsetSeconds - frames[at].OffsetSeconds < RestSeconds)
        {
            at++;
        }

        return Math.Max(RestSeconds, frames[at].OffsetSeconds - frames[from].OffsetSeconds);
    }

    private static double? Root(IReadOnlyList<RecalledFrame> frames, int from, PlayerPhrase call)
    {
        double? lowest = null;
        var chroma = new double[Chroma.Classes];
        for (var i = from; i < frames.Count
            && frames[i].OffsetSeconds - frames[from].OffsetSeconds < WindowSeconds; i++)
        {
            if (frames[i].BassKey is { } key && key <= HighestBassKey && !(key >= lowest))
            {
                lowest = key;
            }

            frames[i].AddChroma(chroma);
        }

        if (lowest is not null)
        {
            return lowest;
        }

        var ranked = Pitch.Ranked(chroma);
        ranked = ranked.Count > 0 ? ranked : Pitch.Ranked(call.Chroma);
        return ranked.Count == 0 ? null : ranked[0];
    }
}
