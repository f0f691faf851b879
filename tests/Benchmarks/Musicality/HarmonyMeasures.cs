namespace Antiphon.Benchmarks.Musicality;

/// <summary>Whether a reply is in the harmony of the call.</summary>
internal static class HarmonyMeasures
{
    private const double StrongShare = 0.1;
    private const int LeastStrong = 6;

    /// <summary>Share of note time in the key.</summary>
    public static double? InKey(ReplyLines reply, CallTruth call) =>
        reply.Notes.Where(note => call.KeyAt(note.Onset).Tones.Contains(note.PitchClass))
            .Sum(note => note.Seconds) / reply.Notes.Sum(note => note.Seconds);

    /// <summary>Share of notes that belong to the call's last chord.</summary>
    public static double? InChord(ReplyLines reply, CallTruth call) => Figures.Share(
        reply.Notes, note => call.ChordAt(note.Onset).Tones.Contains(note.PitchClass));

    /// <summary>
    /// How like the pitch classes of a phrase those of the call's last 4 s are: correlation, each
    /// phrase by its notes.
    /// </summary>
    public static double? PitchClasses(ReplyLines reply, CallTruth call)
    {
        double sum = 0, weight = 0;
        foreach (var phrase in reply.Phrases)
        {
            var own = new double[12];
            foreach (var note in phrase)
            {
                own[note.PitchClass] += note.Seconds;
            }

            if (Figures.Correlation(own, call.Sounded(phrase[0].Onset)) is { } alike)
            {
                sum += phrase.Count * alike;
                weight += phrase.Count;
            }
        }

        return weight > 0 ? sum / weight : null;
    }

    /// <summary>
    /// How rough it is beside what sounds: 1 for a semitone, a half for a tritone, 0.3 for a whole
    /// tone, over the time that two notes sound together; null for under a second.
    /// </summary>
    public static double? Dissonance(ReplyLines reply, CallTruth call)
    {
        double together = 0, rough = 0;
        foreach (var note in reply.Notes)
        {
            foreach (var tone in call.Tones.Where(t => t.Onset < note.End && t.End > note.Onset))
            {
                var seconds = Math.Min(note.End, tone.End) - Math.Max(note.Onset, tone.Onset);
                together += seconds;
                rough += seconds * Roughness(note.Key, tone.Key);
            }
        }

        return together > 1 ? rough / together : null;
    }

    /// <summary>
    /// Share of notes on a beat, while the player sounds, that belong to his chord; null of under
    /// six.
    /// </summary>
    public static double? StrongInChord(ReplyLines reply, CallTruth call)
    {
        var strong = reply.Notes
            .Where(note => call.Sounds(note.Onset)
                && RhythmMeasures.OffBeat(call, note.Onset) < StrongShare)
            .ToList();
        return strong.Count < LeastStrong
            ? null
            : Figures.Share(
                strong, note => call.ChordAt(note.Onset).Tones.Contains(note.PitchClass));
    }

    private static double Roughness(int key, int other)
    {
        var apart = Math.Abs(key - other) % 12;
        return Math.Min(apart, 12 - apart) switch
        {
            1 => 1,
            6 => 0.5,
            2 => 0.3,
            _ => 0,
        };
    }
}
