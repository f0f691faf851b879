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

    /// <summary>The key it sounds at, with its fraction; null where there is no pitch.</summary>
    public double? Key => Pitch.KeyOf(Frame.Descriptors) + Semitones;

    /// <summary>Whether it has a fundamental, or pitch classes at all.</summary>
    public bool IsPitched
    {
        get
        {
            Chroma chroma = Frame.Descriptors.Chroma;
            return Frame.Descriptors.F0Hz is not null
                || ((ReadOnlySpan<float>)chroma).ContainsAnyExcept(0f);
        }
    }

    /// <summary>
    /// How many of its pitch classes, moved, are stronger than one; 12 when it is none.
    /// </summary>
    public int RankOf(int pitchClass)
    {
        Chroma chroma = Frame.Descriptors.Chroma;
        var own = chroma[Pitch.PitchClassOf(pitchClass - Semitones)];
        var stronger = 0;
        foreach (var share in (ReadOnlySpan<float>)chroma)
        {
            stronger += share > own ? 1 : 0;
        }

        return own > 0 ? stronger : Chroma.Classes;
    }

    /// <summary>
    /// Adds what it would sound to a sum over the twelve pitch classes: that of its fundamental,
    /// or, without one, its chroma at half the weight.
    /// </summary>
    public void AddPitch(Span<double> sum)
    {
        if (Key is { } key)
        {
            sum[Pitch.PitchClassOf((int)Math.Round(key))]++;
            return;
        }

        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            sum[Pitch.PitchClassOf(pitchClass + Semitones)] +=
                UnpitchedWeight * Frame.Descriptors.Chroma[pitchClass];
        }
    }

    /// <summary>Adds the energy of its pitch classes, moved, to a sum over the twelve.</summary>
    public void AddChroma(Span<double> sum, double weight = 1)
    {
        var shift = Pitch.PitchClassOf(Semitones);
        var energy = weight * Math.Pow(10, Frame.Descriptors.HarmonicLoudnessDb / 10);
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            sum[(pitchClass + shift) % Chroma.Classes] +=
                energy * Frame.Descriptors.Chroma[pitchClass];
        }
    }
}
