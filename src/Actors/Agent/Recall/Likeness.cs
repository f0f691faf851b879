namespace Antiphon.Agent;

/// <summary>Measures how well the notes of a voice keep to the frames that they recall.</summary>
internal static class Likeness
{
    private const double OnsetToleranceSeconds = 0.05;
    private const int ChordClasses = 3;

    /// <param name="frames">What is recalled, as it is played.</param>
    /// <param name="notes">What is played of it, in order.</param>
    /// <returns>Null when there is neither.</returns>
    public static RecallLikeness? Of(
        IReadOnlyList<RecalledFrame> frames, IReadOnlyList<VoiceFitter.Fitted> notes)
    {
        if (frames.Count == 0 || notes.Count == 0)
        {
            return null;
        }

        var marks = Onsets.Pick(frames);
        var onsets = frames.Where((_, i) => marks[i]).Select(frame => frame.OffsetSeconds)
            .Where(onset => onset <= notes[^1].Onset + OnsetToleranceSeconds).ToList();
        return new RecallLikeness(OnsetF(onsets, notes), PitchShare(frames, notes));
    }

    // Each onset is met by one note at most.
    private static double OnsetF(
        List<double> onsets, IReadOnlyList<VoiceFitter.Fitted> notes)
    {
        var (met, note) = (0, 0);
        foreach (var onset in onsets)
        {
            while (note < notes.Count && notes[note].Onset < onset - OnsetToleranceSeconds)
            {
                note++;
            }

            if (note < notes.Count && notes[note].Onset <= onset + OnsetToleranceSeconds)
            {
                met++;
                note++;
            }
        }

        return 2.0 * met / (onsets.Count + notes.Count);
    }

    private static double? PitchShare(
        IReadOnlyList<RecalledFrame> frames, IReadOnlyList<VoiceFitter.Fitted> notes)
    {
        var (agree, all) = (0, 0);
        var at = 0;
        foreach (var note in notes)
        {
            while (at < frames.Count && frames[at].OffsetSeconds < note.Onset)
            {
                at++;
            }

            for (var i = at; i < frames.Count
                && frames[i].OffsetSeconds < note.Onset + note.Length; i++)
            {
                if (frames[i].IsPitched)
                {
                    all++;
                    agree += Agrees(frames[i], note.Key) ? 1 : 0;
                }
            }
        }

        return all == 0 ? null : (double)agree / all;
    }

    private static bool Agrees(RecalledFrame frame, int key) =>
        (frame.Key is { } pitch
            && Pitch.PitchClassOf((int)Math.Round(pitch)) == Pitch.PitchClassOf(key))
        || frame.RankOf(Pitch.PitchClassOf(key)) < ChordClasses;
}

/// <summary>How well the notes of a voice keep to the frames that they recall.</summary>
/// <param name="OnsetF">
/// F-measure of the notes' onsets against the onsets of the recalled frames, within 50 ms, 0…1.
/// </param>
/// <param name="PitchClassShare">
/// Share of note time whose pitch class, moved back, is that of the frames' fundamental or, without
/// one, among their three strongest, 0…1; null where nothing was pitched.
/// </param>
public sealed record RecallLikeness(double OnsetF, double? PitchClassShare);
