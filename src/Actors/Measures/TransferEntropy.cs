namespace Antiphon.Measures;

/// <summary>
/// How much the past of one series tells of the next of another beyond what that tells of itself.
/// </summary>
/// <remarks>
/// Source: Schreiber, "Measuring information transfer", Phys. Rev. Lett. 85, 2000.
/// </remarks>
internal static class TransferEntropy
{
    /// <summary>In bits a step, from counts; never below 0, and too high of few steps.</summary>
    /// <param name="steps">
    /// Of each step what the source had been, what the target had been, and what it became: 0 or 1.
    /// </param>
    public static double Bits(IReadOnlyCollection<(int Source, int Before, int After)> steps)
    {
        var counts = new double[2, 2, 2];
        foreach (var (source, before, after) in steps)
        {
            counts[source, before, after]++;
        }

        var bits = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            var (source, before, after) = (i >> 2, i >> 1 & 1, i & 1);
            var count = counts[source, before, after];
            if (count > 0)
            {
                var past = counts[source, before, 0] + counts[source, before, 1];
                var own = counts[0, before, after] + counts[1, before, after];
                var was = own + counts[0, before, 1 - after] + counts[1, before, 1 - after];
                bits += count / steps.Count * Math.Log2(count * was / (past * own));
            }
        }

        return bits;
    }
}
