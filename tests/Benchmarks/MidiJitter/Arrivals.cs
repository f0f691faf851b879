namespace Antiphon.Benchmarks.MidiJitter;

/// <summary>What became of the notes of one run.</summary>
/// <param name="Sent">Notes that were planned.</param>
/// <param name="Arrived">Notes that came to the receiver.</param>
/// <param name="InOrder">True when they came in the order of their plan.</param>
/// <param name="Hanging">Notes that came and were not ended.</param>
/// <param name="DelayMs">The constant delay: the median of arrival less due time.</param>
/// <param name="P50Ms">Deviation from the constant delay, in ms, as are the others.</param>
internal sealed record Arrivals(
    int Sent, int Arrived, bool InOrder, int Hanging, double DelayMs, double P50Ms, double P95Ms,
    double P99Ms, double MaxMs)
{
    /// <summary>True when it is what a rig promises.</summary>
    public bool Holds => Sent == Arrived && InOrder && Hanging == 0 && P99Ms <= 1 && MaxMs <= 3;

    /// <summary>Compares plan and arrival.</summary>
    /// <param name="due">For each note its moment in JACK's microseconds, key and velocity.</param>
    /// <param name="heard">All events of the receiver.</param>
    public static Arrivals Of(
        IReadOnlyList<(long Microseconds, int Key, int Velocity)> due,
        IReadOnlyList<(long Microseconds, int Status, int Key, int Velocity)> heard)
    {
        var mine = heard.Where(e => e.Key >= JitterRun.LowestKey && (e.Status & 0xE0) == 0x80)
            .ToList();
        var ons = mine.Where(e => (e.Status & 0xF0) == 0x90).ToList();
        if (ons.Count == 0)
        {
            return new(due.Count, 0, false, 0, 0, 0, 0, 0, 0);
        }

        // Key and velocity together name a note, so that a lost one shifts no other.
        var places = due.Index().ToDictionary(
            note => (note.Item.Key, note.Item.Velocity), note => note.Index);
        var order = ons.Select(e => places[(e.Key, e.Velocity)]).ToList();
        var delays = ons.Zip(
            order, (e, i) => (e.Microseconds - due[i].Microseconds) / 1000.0).ToList();
        var constant = delays.Order().ElementAt(delays.Count / 2);
        var deviations = delays.Select(delay => Math.Abs(delay - constant)).Order().ToList();
        var inOrder = order.SequenceEqual(order.Order());
        double At(double share) => deviations[(int)(share * (deviations.Count - 1))];
        return new(
            due.Count, ons.Count, inOrder, KeysDown(mine), constant, At(0.5), At(0.95), At(0.99),
            deviations[^1]);
    }

    private static int KeysDown(
        IEnumerable<(long Microseconds, int Status, int Key, int Velocity)> events)
    {
        var down = new HashSet<(int, int)>();
        foreach (var (_, status, key, _) in events)
        {
            _ = (status & 0xF0) == 0x90
                ? down.Add((status & 0x0F, key))
                : down.Remove((status & 0x0F, key));
        }

        return down.Count;
    }
}
