namespace Antiphon.Measures;

/// <summary>
/// How much the past of one series tells of the next of another beyond what that tells of itself.
/// </summary>
/// <remarks>Source: Schreiber, "Measuring information transfer", Phys. Rev. Lett. 85, 2000.</remarks>
internal static class TransferEntropy
{
    /// <summary>In bits a step, from counts; never below 0, and too high of few steps.</summary>
    /// <param name="steps">
    /// Of each step what the source had been, what the target had been, and what it became.
    /// </param>
    public static double Bits(IReadOnlyCollection<(int Source, int Before, int After)> steps)
    {
        var whole = Count(steps, step => step);
        var past = Count(steps, step => (step.Source, step.Before));
        var own = Count(steps, step => (step.Before, step.After));
        var before = Count(steps, step => step.Before);
        return whole.Sum(one =>
        {
            var (source, was, after) = one.Key;
            var ratio = one.Value * before[was] / (past[(source, was)] * own[(was, after)]);
            return one.Value / steps.Count * Math.Log2(ratio);
        });
    }

    private static Dictionary<T, double> Count<T>(
        IEnumerable<(int Source, int Before, int After)> steps,
        Func<(int Source, int Before, int After), T> of)
        where T : notnull =>
        steps.GroupBy(of).ToDictionary(group => group.Key, group => (double)group.Count());
}
