using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>
/// The newest attacks and their accents, and the straight line through them: a period and a place
/// finer than a filter's grid.
/// </summary>
/// <remarks>
/// Each attack near a beat, or a part of one, votes for it: <c>q</c> is the nearest place in
/// beats, <c>t</c> its time, and <c>T = Σ w (q − q̄)(t − t̄) / Σ w (q − q̄)²</c>, with a prior on
/// the period that was given; <c>w</c> falls with age, and with the distance from the place.
/// Twice, the second time from what the first gave. Not thread-safe; allocates nothing once made.
/// </remarks>
internal sealed class PulseFit
{
    /// <summary>How many attacks are kept.</summary>
    public const int Capacity = 96;

    private const int Rounds = 2;
    private const double MostBeats = 30;
    private const double FarSeconds = 0.06;
    private const double SpreadSeconds = 0.03;
    private const double MemorySeconds = 7;
    private const double Prior = 0.3;
    private const double LeastWeight = 1e-4;
    private const int LeastAttacks = 4;
    private const double MostChange = 0.04;

    private readonly double[] _times = new double[Capacity];
    private readonly double[] _weights = new double[Capacity];
    private long _count;

    public int Count => (int)Math.Min(_count, Capacity);

    /// <summary>The time of an attack, 0 the newest, s.</summary>
    public double TimeOf(int back) => _times[Index(back)];

    public void Add(double seconds, double weight)
    {
        _count++;
        (_times[Index(0)], _weights[Index(0)]) = (seconds, weight);
    }

    public void Reset() => _count = 0;

    /// <summary>The pulse that fits the attacks best, near the one given.</summary>
    /// <param name="now">The time that phases are told for, s.</param>
    public PulseEstimate Refine(in PulseEstimate pulse, double now)
    {
        var parts = pulse.Division == BeatDivision.Triple ? 3.0 : 4.0;
        var (seconds, phase) = (pulse.Seconds, pulse.Phase);
        for (var round = 0; round < Rounds; round++)
        {
            var line = Through(seconds, phase, parts, now);
            if (line is not { } fitted
                || Math.Abs(fitted.Seconds / pulse.Seconds - 1) > MostChange)
            {
                return pulse;
            }

            (seconds, phase) = fitted;
        }

        return pulse with { Seconds = seconds, Phase = phase - Math.Floor(phase) };
    }

    private (double Seconds, double Phase)? Through(
        double seconds, double phase, double parts, double now)
    {
        var (weight, meanPlace, meanTime) = (0.0, 0.0, 0.0);
        var (placesSquared, placesTimes) = (0.0, 0.0);
        var used = 0;
        for (var back = 0; back < Count; back++)
        {
            var i = Index(back);
            var ago = _times[i] - now;
            if (ago < -MostBeats * seconds)
            {
                continue;
            }

            var at = phase + ago / seconds;
            var place = Math.Round(at * parts) / parts;
            var error = (at - place) * seconds;
            if (Math.Abs(error) > FarSeconds)
            {
                continue;
            }

            var off = error / SpreadSeconds;
            var w = _weights[i] * Math.Exp(-0.5 * off * off + ago / MemorySeconds);
            if (w < LeastWeight)
            {
                continue;
            }

            // Means and moments in one pass (West 1979).
            used++;
            weight += w;
            var (placeOff, timeOff) = (place - meanPlace, ago - meanTime);
            meanPlace += placeOff * w / weight;
            meanTime += timeOff * w / weight;
            placesSquared += w * placeOff * (place - meanPlace);
            placesTimes += w * placeOff * (ago - meanTime);
        }

        if (used < LeastAttacks)
        {
            return null;
        }

        var period = (placesTimes + Prior * seconds) / (placesSquared + Prior);
        return (period, meanPlace - meanTime / period);
    }

    private int Index(int back) => (int)((_count - 1 - back) % Capacity);
}
