using Antiphon.Signal;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>Chance as a composer and a player need it; equal seeds, equal music.</summary>
internal sealed class CallChance(ulong seed)
{
    private readonly SplitMix64 _random = new(seed);

    /// <summary>0…1, 1 not reached.</summary>
    public double Share() => _random.NextDouble();

    /// <summary>0…<paramref name="count"/>, not reached.</summary>
    public int Index(int count) => _random.NextInt(count);

    public T Of<T>(IReadOnlyList<T> all) => all[_random.NextInt(all.Count)];

    /// <summary>One of several, each as often as its weight says.</summary>
    public T Weighted<T>(IReadOnlyList<(T What, double Weight)> all)
    {
        var left = Share() * all.Sum(one => one.Weight);
        foreach (var (what, weight) in all)
        {
            left -= weight;
            if (left < 0)
            {
                return what;
            }
        }

        return all[^1].What;
    }

    /// <summary>By the normal law.</summary>
    /// <param name="deviation">Its standard deviation; the mean is 0.</param>
    public double Around(double deviation) => deviation
        * Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share());
}
