using Antiphon.Signal;

namespace Antiphon.Agent;

/// <summary>
/// A memory that keeps of each figure its rhythm and its tones, and not their order: the control
/// for what the memory of figures is good for.
/// </summary>
/// <remarks>
/// The same seed and the same figures in the same order give the same. Not thread-safe.
/// </remarks>
internal sealed class FigureShuffle(ulong seed)
{
    private readonly SplitMix64 _random = new(seed);

    /// <summary>The figure with its tones in an order that is drawn.</summary>
    public Figure Of(Figure figure)
    {
        int[] degrees = [.. figure.Notes.Select(note => note.Degree)];
        for (var i = degrees.Length - 1; i > 0; i--)
        {
            var other = _random.NextInt(i + 1);
            (degrees[i], degrees[other]) = (degrees[other], degrees[i]);
        }

        return figure with
        {
            Notes = [.. figure.Notes.Select((note, i) => note with { Degree = degrees[i] })],
        };
    }
}
