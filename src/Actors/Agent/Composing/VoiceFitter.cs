using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What a voice may play, enforced: range, density, length, one note at a time.</summary>
/// <param name="voice">The voice's limits.</param>
/// <param name="longestNoteSeconds">The rig's own limit of a note, in seconds.</param>
/// <param name="bearing">How it is to be played.</param>
internal sealed class VoiceFitter(
    VoiceOptions voice, double longestNoteSeconds, PhraseLimits bearing, SplitMix64 random)
{
    /// <summary>Velocity of what is as loud as the player gets.</summary>
    public const int RecalledLoudest = 112;

    /// <summary>How much softer each dB below that is.</summary>
    public const double VelocityPerDb = 2.4;

    private const double TinySeconds = 0.06;
    private const double LegatoSeconds = 0.03;
    private const double Unheard = 0.02;

    /// <summary>A fitted note.</summary>
    internal readonly record struct Fitted(
        double Onset, double Length, int Key, int Velocity, SampleTime Source);

    /// <summary>Fits a line into the voice.</summary>
    /// <param name="line">Notes in the order of their onsets.</param>
    /// <param name="centre">The key about which the line is to lie, by whole octaves.</param>
    /// <param name="density">Share of the line, and of the voice's most, to play, from 0.</param>
    /// <param name="hold">Notes are held so many times as long as they were.</param>
    /// <param name="seconds">Everything ends by then.</param>
    /// <param name="peakDb">The loudness that is played loudest, dBFS.</param>
    public List<Fitted> Fit(
        List<ShapedNote> line, double centre, double density, double hold, double seconds,
        double peakDb)
    {
        if (bearing.Loudness < Unheard)
        {
            return [];
        }

        var kept = Thin(
            Merge(line, seconds), density * bearing.Density);
        var middle = Pitch.Median([.. kept.Select(note => note.Key)], centre);
        var octaves = Math.Round((centre - middle) / 12) * 12;
        var longest = Math.Min(voice.LongestNoteSeconds, longestNoteSeconds);
        List<Fitted> fitted = [];
        for (var i = 0; i < kept.Count; i++)
        {
            var note = kept[i];
            var until = i + 1 < kept.Count ? kept[i + 1].Onset : seconds;
            var held = Math.Max(TinySeconds, note.Length * hold);
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

    /// <summary>
    /// Keeps the weightiest share of the notes, no more a second than allowed, and of them some by
    /// chance.
    /// </summary>
    private List<ShapedNote> Thin(List<ShapedNote> line, double density)
    {
        if (line.Count == 0)
        {
            return line;
        }

        var span = line[^1].End - line[0].Onset;
        var allowed = Math.Min(1, density)
            * Math.Min(voice.NotesPerSecond * span, line.Count);
        var most = Math.Min((int)Math.Max(1, Math.Ceiling(allowed)), bearing.MostNotes);
        var kept = line.OrderByDescending(Weight).ThenBy(note => note.Onset).Take(most)
            .OrderBy(note => note.Onset)
            .Where(_ => voice.PlayShare >= 1 || random.NextDouble() < voice.PlayShare);
        return [.. kept];

        static double Weight(ShapedNote note) =>
            note.Strength + 0.2 * note.LoudnessDb + 8 * Math.Min(1, note.Length);
    }

    private int Velocity(double belowPeakDb)
    {
        var loudest = Math.Min(voice.LoudestVelocity, bearing.LoudestVelocity);
        return Math.Clamp(
            (int)Math.Round(
                bearing.Loudness * (RecalledLoudest + VelocityPerDb * belowPeakDb)),
            Math.Min(voice.SoftestVelocity, loudest),
            loudest);
    }
}
