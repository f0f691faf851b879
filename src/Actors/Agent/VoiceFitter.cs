using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What a voice may play, enforced: range, density, length, one note at a time.</summary>
/// <param name="voice">The voice's limits.</param>
/// <param name="longestNoteSeconds">The rig's own limit of a note, in seconds.</param>
internal sealed class VoiceFitter(VoiceOptions voice, double longestNoteSeconds)
{
    private const double TinySeconds = 0.06;
    private const double LegatoSeconds = 0.03;
    private const double SparseHold = 2;
    private const int LoudestVelocity = 112;
    private const double VelocityPerDb = 1.8;
    private const int SoftestVelocity = 24;

    /// <summary>A fitted note.</summary>
    internal readonly record struct Fitted(
        double Onset, double Length, int Key, int Velocity, SampleTime Source);

    /// <summary>Fits a line into the voice.</summary>
    /// <param name="line">Notes in the order of their onsets.</param>
    /// <param name="centre">The key about which the line is to lie, by whole octaves.</param>
    /// <param name="density">
    /// Share of the voice's density to use, 0…1; below 1, notes are held longer.
    /// </param>
    /// <param name="seconds">Everything ends by then.</param>
    /// <param name="peakDb">The loudness that is played loudest, dBFS.</param>
    public List<Fitted> Fit(
        List<ShapedNote> line, double centre, double density, double seconds, double peakDb)
    {
        var kept = Thin(Merge(line, seconds), density * voice.NotesPerSecond);
        var middle = Pitch.Median([.. kept.Select(note => note.Key)], centre);
        var octaves = Math.Round((centre - middle) / 12) * 12;
        var longest = Math.Min(voice.LongestNoteSeconds, longestNoteSeconds);
        List<Fitted> fitted = [];
        for (var i = 0; i < kept.Count; i++)
        {
            var note = kept[i];
            var until = i + 1 < kept.Count ? kept[i + 1].Onset : seconds;
            var held = Math.Max(TinySeconds, note.Length * (density < 1 ? SparseHold : 1));
            fitted.Add(new Fitted(
                note.Onset,
                Math.Min(held, Math.Min(longest, until - note.Onset)),
                voice.Fold(note.Key + octaves),
                Velocity(note.LoudnessDb - peakDb),
                note.Source));
        }

        return fitted;
    }

    /// <summary>
    /// Notes too short to be heard as such go into the note that they touch, or go.
    /// </summary>
    private static List<ShapedNote> Merge(List<ShapedNote> line, double seconds)
    {
        List<ShapedNote> merged = [];
        foreach (var note in line)
        {
            if (note.Onset + TinySeconds > seconds)
            {
                break;
            }

            var touches = merged.Count > 0 && note.Onset - merged[^1].End < LegatoSeconds;
            var crowds = merged.Count > 0 && note.Onset - merged[^1].Onset < TinySeconds;
            if (crowds && merged[^1].Length < TinySeconds)
            {
                merged[^1] = note with
                {
                    Onset = merged[^1].Onset,
                    Length = note.End - merged[^1].Onset,
                };
            }
            else if (note.Length < TinySeconds && touches)
            {
                merged[^1] = merged[^1] with { Length = note.End - merged[^1].Onset };
            }
            else if (!crowds)
            {
                merged.Add(note);
            }
        }

        merged.RemoveAll(note => note.Length < TinySeconds);
        return merged;
    }

    /// <summary>Keeps the weightiest notes, no more a second than allowed.</summary>
    private static List<ShapedNote> Thin(List<ShapedNote> line, double perSecond)
    {
        if (line.Count == 0)
        {
            return line;
        }

        var span = line[^1].End - line[0].Onset;
        var most = Math.Max(1, (int)(span * perSecond));
        var kept = line.OrderByDescending(Weight).ThenBy(note => note.Onset).Take(most).ToList();
        kept.Sort((a, b) => a.Onset.CompareTo(b.Onset));
        return kept;

        static double Weight(ShapedNote note) =>
            note.Strength + 0.2 * note.LoudnessDb + 8 * Math.Min(1, note.Length);
    }

    private static int Velocity(double belowPeakDb) => Math.Clamp(
        (int)Math.Round(LoudestVelocity + VelocityPerDb * belowPeakDb),
        SoftestVelocity,
        127);
}
