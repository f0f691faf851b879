using System.Numerics;
using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>How well remembered music, moved, fits the key and the chord of now.</summary>
internal static class MusicFit
{
    private const double SameTones = 0.8;
    private const double NextOnTheCircle = 0.4;

    /// <summary>
    /// 1 in the same key, less in one with the same tones, or with all but one of them; 0 else, and
    /// where one is not known. What is not sure counts less.
    /// </summary>
    /// <param name="semitones">How far what is remembered is moved.</param>
    public static double OfKey(MusicNow now, MusicNow remembered, int semitones)
    {
        if (now.Key is not { } here || remembered.Key is not { } key)
        {
            return 0;
        }

        var moved = key with { Tonic = Pitch.PitchClassOf(key.Tonic + semitones) };
        var apart = Math.Abs(moved.Fifths - here.Fifths);
        var fit = (moved.Tonic, moved.IsMinor) == (here.Tonic, here.IsMinor) ? 1
            : Math.Min(apart, 12 - apart) switch { 0 => SameTones, 1 => NextOnTheCircle, _ => 0 };
        return fit * Math.Min(here.Sureness, key.Sureness);
    }

    /// <summary>
    /// The tones that the chords share, of all that they have; 0 where one is not known. What is
    /// not sure counts less.
    /// </summary>
    /// <param name="semitones">How far what is remembered is moved.</param>
    public static double OfChord(MusicNow now, MusicNow remembered, int semitones)
    {
        if (now.Chord is not { } here || remembered.Chord is not { } chord)
        {
            return 0;
        }

        var moved = chord with { Root = Pitch.PitchClassOf(chord.Root + semitones) };
        var (a, b) = (ChordTones.Of(here).Mask, ChordTones.Of(moved).Mask);
        return (double)BitOperations.PopCount((uint)(a & b)) / BitOperations.PopCount((uint)(a | b))
            * Math.Min(here.Sureness, chord.Sureness);
    }
}
