using Antiphon.Hpss;

namespace Antiphon.Agent;

/// <summary>
/// By how many semitones something remembered is moved, and how well it then fits.
/// </summary>
/// <param name="Semitones">−5…6, to be added to remembered keys.</param>
/// <param name="Fit">Correlation with the pitch classes of now, −1…1; 0 when one has none.</param>
internal readonly record struct Transposition(int Semitones, double Fit)
{
    /// <summary>What the key and the chord of now add to that, from 0.</summary>
    public double Music { get; init; }

    private const double LeastEnergy = 1e-12;

    /// <summary>The best move that is allowed.</summary>
    /// <remarks>
    /// The pitch classes of what would sound are laid over those of now in every allowed way; a
    /// move must fit better than the preferred one by the bias, and of equals the smallest wins.
    /// Source: Serrà, Gómez, Herrera, "Transposing chroma representations to a common key", IEEE CS
    /// 2008.
    /// </remarks>
    /// <param name="now">Weights of the twelve pitch classes that sound now.</param>
    /// <param name="material">Those of what would be recalled.</param>
    /// <param name="preferred">The move that has the bias for it: mostly 0.</param>
    /// <param name="music">What else speaks for a move, from 0; null for nothing.</param>
    public static Transposition Of(
        ReadOnlySpan<double> now, ReadOnlySpan<double> material, NavigationOptions options,
        int preferred, Func<int, double>? music = null)
    {
        Span<double> a = stackalloc double[Chroma.Classes];
        Span<double> b = stackalloc double[Chroma.Classes];
        Span<double> flat = stackalloc double[Chroma.Classes];
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            flat[pitchClass] = Math.Sqrt(now[pitchClass]);
        }

        var energy = Math.Sqrt(Centre(flat, a) * Centre(material, b));
        var best = new Transposition(IsAllowed(preferred, options) ? preferred : 0, 0);
        if (energy < LeastEnergy)
        {
            return best with { Music = music?.Invoke(best.Semitones) ?? 0 };
        }

        var bestScore = double.NegativeInfinity;
        for (var move = 0; move < Chroma.Classes; move++)
        {
            // 0, 1, −1, 2, −2 …: of equals the smallest move.
            var semitones = move % 2 == 1 ? (move + 1) / 2 : -move / 2;
            if (!IsAllowed(semitones, options))
            {
                continue;
            }

            var fit = Product(a, b, semitones) / energy;
            var more = music?.Invoke(semitones) ?? 0;
            var score = fit + more + (semitones == preferred ? options.TranspositionBias : 0);
            if (score > bestScore)
            {
                (best, bestScore) = (
                    new Transposition(semitones, fit) { Music = more }, score);
            }
        }

        return best;
    }

    private static bool IsAllowed(int semitones, NavigationOptions options) =>
        (options.Transpositions >> Pitch.PitchClassOf(semitones) & 1) == 1;

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int semitones)
    {
        var (sum, shift) = (0.0, Pitch.PitchClassOf(semitones));
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            sum += a[(pitchClass + shift) % Chroma.Classes] * b[pitchClass];
        }

        return sum;
    }

    private static double Centre(ReadOnlySpan<double> weights, Span<double> centred)
    {
        var (mean, energy) = (0.0, 0.0);
        foreach (var weight in weights)
        {
            mean += weight / Chroma.Classes;
        }

        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            centred[pitchClass] = weights[pitchClass] - mean;
            energy += centred[pitchClass] * centred[pitchClass];
        }

        return energy;
    }
}
