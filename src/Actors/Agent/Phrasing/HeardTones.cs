using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>The tones that a player used of late, and what chord they let one believe in.</summary>
internal static class HeardTones
{
    /// <summary>A chord less sure than this is believed as far as its tones were played.</summary>
    private const double SureChord = 0.6;

    private const double HalfLifeSeconds = 1;

    /// <summary>How much each pitch class was used, against the most used one, each 0…1.</summary>
    /// <remarks>
    /// What was heard fades by half in each second in which something sounded: of sparse notes
    /// older ones count.
    /// </remarks>
    /// <param name="notes">In the order of their onsets.</param>
    public static double[] Of(IReadOnlyList<HeardNote> notes)
    {
        var sounding = Sounding(notes);
        var weights = new double[12];
        foreach (var note in notes)
        {
            // What is left of its whole length.
            weights[note.Key % weights.Length] += Left(note.End) - Left(note.Onset);
        }

        var most = Math.Max(1e-9, weights.Max());
        return [.. weights.Select(weight => weight / most)];

        double Left(SampleTime time) => Math.Pow(
            2,
            -sounding.Sum(span => Math.Max(
                0, span.End.SecondsSince(SampleTime.Max(span.Begin, time)))) / HalfLifeSeconds);
    }

    /// <summary>
    /// The chord to go by: a sure one as it is, of another what was played of it, and where
    /// nothing was, or none is known, what was played most.
    /// </summary>
    /// <param name="heard">How much each pitch class was used.</param>
    public static ChordTones ChordOf(Chord? known, ReadOnlySpan<double> heard)
    {
        var played = ChordTones.Heard(heard);
        if (known is not { } chord)
        {
            return played;
        }

        var tones = ChordTones.Of(chord);
        var both = tones.Mask & played.Mask;
        return chord.Sureness >= SureChord || played.IsNone ? tones
            : both == 0 ? played
            : new ChordTones((both >> tones.Root & 1) != 0 ? tones.Root : played.Root, both);
    }

    // When something sounded, in order and without overlaps.
    private static List<(SampleTime Begin, SampleTime End)> Sounding(
        IReadOnlyList<HeardNote> notes)
    {
        List<(SampleTime Begin, SampleTime End)> spans = [];
        foreach (var note in notes)
        {
            if (spans is [.., var last] && note.Onset <= last.End)
            {
                spans[^1] = (last.Begin, SampleTime.Max(last.End, note.End));
            }
            else
            {
                spans.Add((note.Onset, note.End));
            }
        }

        return spans;
    }
}
