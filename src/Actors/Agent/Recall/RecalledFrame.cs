using Antiphon.Hpss;
using Antiphon.MemoryBuffer;

namespace Antiphon.Agent;

/// <summary>A remembered frame at its place in a phrase to come.</summary>
/// <param name="OffsetSeconds">Time from the beginning of the phrase.</param>
/// <param name="Jumped">True when it does not follow the frame before it in memory.</param>
/// <param name="Semitones">How far its pitches are moved.</param>
internal readonly record struct RecalledFrame(
    double OffsetSeconds, RememberedFrame Frame, bool Jumped, int Semitones)
{
    private const double UnpitchedWeight = 0.5;
    private const double HalfSemitone = 0.5;

    /// <summary>What the ear heard in it; null where nothing was.</summary>
    public HeardFrame? Heard { get; init; }

    /// <summary>
    /// The key its melody sounds at, with its fraction where one line sounds; null where there is
    /// no pitch.
    /// </summary>
    public double? Key => Sung(Pitch.KeyOf(Frame.Descriptors)) + Semitones;

    /// <summary>The key of its bass, likewise.</summary>
    public double? BassKey => Heard?.BassKey + Semitones ?? Key;

    /// <summary>The twelve pitch classes that sound in it, before it is moved.</summary>
    public Chroma Chroma => Heard is { IsPitched: true } ? Heard.Chroma : Frame.Descriptors.Chroma;

    /// <summary>Whether it has a fundamental, or pitch classes at all.</summary>
    public bool IsPitched
    {
        get
        {
            var chroma = Chroma;
            return Frame.Descriptors.F0Hz is not null
                || ((ReadOnlySpan<float>)chroma).ContainsAnyExcept(0f);
        }
    }

    /// <summary>
    /// How many of its pitch classes, moved, are stronger than one; 12 when it is none.
    /// </summary>
    public int RankOf(int pitchClass)
    {
        var chroma = Chroma;
        var own = chroma[Pitch.PitchClassOf(pitchClass - Semitones)];
        var stronger = 0;
        foreach (var share in (ReadOnlySpan<float>)chroma)
        {
            stronger += share > own ? 1 : 0;
        }

        return own > 0 ? stronger : Chroma.Classes;
    }

    /// <summary>
    /// Adds what it would sound to a sum over the twelve pitch classes: the keys that were heard;
    /// else that of its fundamental, or, without one, its chroma at half the weight.
    /// </summary>
    public void AddPitch(Span<double> sum)
    {
        var isHeard = Heard is { IsPitched: true };
        if (!isHeard && Key is { } key)
        {
            sum[Pitch.PitchClassOf((int)Math.Round(key))]++;
            return;
        }

        var chroma = Chroma;
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            sum[Pitch.PitchClassOf(pitchClass + Semitones)] +=
                (isHeard ? 1 : UnpitchedWeight) * chroma[pitchClass];
        }
    }

    /// <summary>
    /// Adds its pitch classes, moved, to a sum over the twelve: each key that was heard alike; what
    /// was not heard as keys by its energy.
    /// </summary>
    public void AddChroma(Span<double> sum, double weight = 1)
    {
        var (shift, chroma) = (Pitch.PitchClassOf(Semitones), Chroma);
        var energy = weight * (Heard is { IsPitched: true }
            ? 1
            : Math.Pow(10, Frame.Descriptors.HarmonicLoudnessDb / 10));
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            sum[(pitchClass + shift) % Chroma.Classes] +=
                energy * chroma[pitchClass];
        }
    }

    // A fundamental tells the fraction of a line that sounds alone; of several keys it is the bass
    // or none of them.
    private double? Sung(double? fundamental) => Heard?.MelodyKey is not { } key
        ? fundamental
        : fundamental is { } near && Math.Abs(near - key) <= HalfSemitone ? near : key;
}
