using Antiphon.Demo;

namespace Antiphon.Benchmarks.Yardstick;

/// <summary>What a score says of a moment: the truth that words are held against.</summary>
internal static class YardstickTruth
{
    /// <summary>The pitch class that sounds, C = 0; null where none or several do.</summary>
    /// <remarks>A note sounds while it is held; what rings on is left out.</remarks>
    public static int? SoundingPitchClass(Score score, double seconds)
    {
        int? sounding = null;
        foreach (var note in score.Notes)
        {
            if (note.StartSeconds > seconds || seconds >= note.StartSeconds + note.LengthSeconds)
            {
                continue;
            }

            var pitchClass = (int)Math.Round(note.Key) % 12;
            if (sounding is { } other && other != pitchClass)
            {
                return null;
            }

            sounding = pitchClass;
        }

        return sounding;
    }

    /// <summary>The strokes in order; of those at one moment the hardest.</summary>
    public static IEnumerable<(double Seconds, DrumKind Kind)> Strokes(Score score) =>
        score.Drums
            .GroupBy(hit => hit.StartSeconds)
            .OrderBy(moment => moment.Key)
            .Select(moment => (moment.Key, moment.MaxBy(hit => hit.Velocity)!.Kind));

    /// <summary>The semitone of a frequency, as a MIDI key.</summary>
    public static int KeyOf(double hz) => (int)Math.Round(69 + 12 * Math.Log2(hz / 440));
}
