using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>
/// The seven degrees of a key as keys of the keyboard; tones of the chord of now that the key lacks
/// stand on it in the place of their neighbours.
/// </summary>
/// <remarks>
/// Degree 0 is the tonic in the lowest octave, degree 7 that of the octave above. So a figure moves
/// by degrees and stays in the key, and the leading tone is there when the dominant asks for it.
/// </remarks>
internal sealed class Ladder
{
    public const int Steps = 7;

    private static readonly int[] Major = [0, 2, 4, 5, 7, 9, 11];
    private static readonly int[] Minor = [0, 2, 3, 5, 7, 8, 10];

    private readonly int _tonic;
    private readonly int[] _steps;

    public Ladder(MusicalKey key, ChordTones chord)
    {
        _tonic = key.Tonic;
        var scale = key.IsMinor ? Minor : Major;
        _steps = [.. scale];
        for (var tone = 0; tone < 12; tone++)
        {
            if (!chord.Has(tone + _tonic) || Array.IndexOf(_steps, tone) >= 0)
            {
                continue;
            }

            // A raised tone before a lowered one: what the dominant of a minor key needs.
            foreach (var neighbour in (ReadOnlySpan<int>)[tone - 1, tone + 1])
            {
                var step = Array.IndexOf(_steps, neighbour);
                if (step > 0 && !chord.Has(neighbour + _tonic))
                {
                    _steps[step] = tone;
                    break;
                }
            }
        }
    }

    /// <summary>The key of a degree.</summary>
    public int KeyOf(int degree)
    {
        var octave = Math.DivRem(degree, Steps, out var step);
        return step < 0
            ? _tonic + 12 * (octave - 1) + _steps[step + Steps]
            : _tonic + 12 * octave + _steps[step];
    }

    /// <summary>The degree whose key lies nearest; of two the lower.</summary>
    public int DegreeOf(int key)
    {
        var octave = (int)Math.Floor((key - _tonic) / 12.0);
        var best = octave * Steps;
        for (var degree = best; degree <= (octave + 1) * Steps; degree++)
        {
            best = Math.Abs(KeyOf(degree) - key) < Math.Abs(KeyOf(best) - key) ? degree : best;
        }

        return best;
    }

    /// <summary>The step of the scale that a degree is, 0 (the tonic)…6.</summary>
    public static int StepOf(int degree) => ((degree % Steps) + Steps) % Steps;
}
