using Antiphon.Hpss;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// By how many semitones something remembered is moved so that its harmony fits what is heard.
/// </summary>
/// <param name="Semitones">−5…6, to be added to remembered keys.</param>
/// <param name="Score">
/// Correlation of the pitch classes then, −1…1; 0 when one side has none.
/// </param>
/// <param name="UntransposedScore">The same without moving anything.</param>
public readonly record struct ChromaAlignment(
    int Semitones, double Score, double UntransposedScore)
{
    private const double LeastEnergy = 1e-9;

    /// <summary>The best of the twelve ways to lay one stretch over another.</summary>
    /// <remarks>
    /// Frame is compared with frame, so that a sequence of chords must fit and not only their sum;
    /// of equals the smallest move wins. Source: Serrà, Gómez, Herrera, "Transposing chroma
    /// representations to a common key", IEEE CS 2008 (optimal transposition index).
    /// </remarks>
    /// <param name="heard">Chroma of what is heard, frame by frame.</param>
    /// <param name="remembered">Chroma of what is remembered, as many frames.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ChromaAlignment Of(
        ReadOnlySpan<Chroma> heard, ReadOnlySpan<Chroma> remembered)
    {
        if (heard.Length != remembered.Length)
        {
            throw new ArgumentException(
                "Both stretches must have as many frames.", nameof(remembered));
        }

        Span<double> products = stackalloc double[Chroma.Classes];
        products.Clear();
        double heardEnergy = 0, rememberedEnergy = 0;
        Span<double> a = stackalloc double[Chroma.Classes];
        Span<double> b = stackalloc double[Chroma.Classes];
        for (var frame = 0; frame < heard.Length; frame++)
        {
            heardEnergy += Centre(heard[frame], a);
            rememberedEnergy += Centre(remembered[frame], b);
            for (var shift = 0; shift < Chroma.Classes; shift++)
            {
                for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
                {
                    products[shift] += a[(pitchClass + shift) % Chroma.Classes] * b[pitchClass];
                }
            }
        }

        var energy = Math.Sqrt(heardEnergy * rememberedEnergy);
        return energy < LeastEnergy ? default : Best(products, energy);
    }

    private static ChromaAlignment Best(ReadOnlySpan<double> products, double energy)
    {
        var best = 0;
        for (var move = 1; move < Chroma.Classes; move++)
        {
            // 0, 1, −1, 2, −2 …: of equals the smallest move.
            var semitones = move % 2 == 1 ? (move + 1) / 2 : -move / 2;
            if (products[Fold(semitones)] > products[Fold(best)])
            {
                best = semitones;
            }
        }

        return new ChromaAlignment(best, products[Fold(best)] / energy, products[0] / energy);
    }

    private static int Fold(int semitones) =>
        (semitones + Chroma.Classes) % Chroma.Classes;

    private static double Centre(Chroma chroma, Span<double> centred)
    {
        var mean = 0.0;
        foreach (var share in (ReadOnlySpan<float>)chroma)
        {
            mean += share / Chroma.Classes;
        }

        var energy = 0.0;
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            centred[pitchClass] = chroma[pitchClass] - mean;
            energy += centred[pitchClass] * centred[pitchClass];
        }

        return energy;
    }
}
