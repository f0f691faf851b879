namespace Antiphon.Measures;

/// <summary>A note as a melody knows it, whoever played it.</summary>
/// <param name="Onset">When it begins, in seconds.</param>
/// <param name="Seconds">How long it sounds.</param>
/// <param name="Key">MIDI key, 0…127.</param>
/// <param name="Velocity">MIDI velocity, 1…127.</param>
/// <param name="Channel">Whose voice it is: 0 the melody, 1 the bass, 2 chords.</param>
internal readonly record struct Tone(
    double Onset, double Seconds, int Key, int Velocity = 80, int Channel = 0)
{
    private const double TogetherSeconds = 0.04;
    private const double LeastMelodyShare = 0.3;

    public double End => Onset + Seconds;

    /// <summary>0 (C)…11.</summary>
    public int PitchClass => Key % 12;

    /// <summary>Tones that begin together: within 40 ms of the first of them.</summary>
    /// <param name="tones">In the order of their onsets.</param>
    public static IReadOnlyList<IReadOnlyList<Tone>> Together(IEnumerable<Tone> tones)
    {
        List<List<Tone>> all = [];
        foreach (var tone in tones)
        {
            if (all.Count > 0 && tone.Onset - all[^1][0].Onset <= TogetherSeconds)
            {
                all[^1].Add(tone);
            }
            else
            {
                all.Add([tone]);
            }
        }

        return all;
    }

    /// <summary>The highest of those that begin together: a melody where none is named.</summary>
    /// <param name="tones">In the order of their onsets.</param>
    public static IReadOnlyList<Tone> Top(IEnumerable<Tone> tones) =>
        [.. Together(tones).Select(all => all.MaxBy(tone => tone.Key))];

    /// <summary>
    /// The voice of the melody, one note at a time, where it has some part in it; else what is on
    /// top.
    /// </summary>
    /// <param name="tones">In the order of their onsets.</param>
    public static IReadOnlyList<Tone> Melody(IReadOnlyList<Tone> tones)
    {
        var own = tones.Where(tone => tone.Channel == 0).ToList();
        var top = Top(tones);
        return own.Count >= LeastMelodyShare * top.Count ? Top(own) : top;
    }
}
