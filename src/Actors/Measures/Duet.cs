using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Measures;

/// <summary>What a player and a partner played to each other, as notes.</summary>
/// <remarks>Bound: what a session keeps in detail, ten minutes.</remarks>
internal sealed class Duet
{
    private const double SameNoteSeconds = 0.06;
    private const double LoudestVelocity = 127;
    private const double VelocityDb = 40;

    private Duet(
        IReadOnlyList<Tone> player, IReadOnlyList<Tone> partner, IReadOnlyList<double> beats)
    {
        (Player, Partner) = (player, partner);
        PlayerMelody = OnTop(player);
        Beats = BeatSteps.Of(beats, player.Concat(partner));
    }

    /// <summary>In the order of onsets; all in one voice.</summary>
    public IReadOnlyList<Tone> Player { get; }

    /// <summary>Likewise; each in its voice.</summary>
    public IReadOnlyList<Tone> Partner { get; }

    /// <summary>The player's highest notes, without what is struck under one that sounds.</summary>
    public IReadOnlyList<Tone> PlayerMelody { get; }

    /// <summary>Where each beat begins, from the first note to behind the last, in s.</summary>
    public IReadOnlyList<double> Beats { get; }

    /// <param name="heard">The player's notes, by ear.</param>
    /// <param name="keys">Those of a keyboard; what is heard of them counts once.</param>
    /// <param name="partner">The partner's notes that really sounded.</param>
    /// <param name="beats">When beats fell, as far as they were known.</param>
    public static Duet Of(
        IEnumerable<MusicNote> heard, IEnumerable<NoteHeard> keys,
        IEnumerable<NotePlanned> partner, IEnumerable<SampleTime> beats)
    {
        var struck = keys.Select(key => new Tone(
            key.Onset.Seconds, key.Length.Seconds, key.Key, key.Velocity)).ToList();
        var byKey = struck.ToLookup(tone => tone.Key, tone => tone.Onset);
        var ear = heard
            .Select(note => new Tone(
                note.Onset.Seconds, note.Length.Seconds, note.Key, VelocityOf(note.LoudnessDb)))
            .Where(tone => !byKey[tone.Key].Any(
                onset => Math.Abs(onset - tone.Onset) < SameNoteSeconds));
        return Of(
            struck.Concat(ear),
            partner.Select(note => new Tone(
                note.Due.Seconds, note.Length.Seconds, note.Key, note.Velocity, (int)note.Voice)),
            beats.Select(beat => beat.Seconds));
    }

    /// <param name="player">In any order; likewise the rest.</param>
    public static Duet Of(
        IEnumerable<Tone> player, IEnumerable<Tone> partner, IEnumerable<double> beats) =>
        new(InOrder(player), InOrder(partner), [.. beats.Order()]);

    private static IReadOnlyList<Tone> InOrder(IEnumerable<Tone> tones) =>
        [.. tones.OrderBy(tone => tone.Onset).ThenBy(tone => tone.Key)];

    private static int VelocityOf(float loudnessDb) => (int)Math.Clamp(
        LoudestVelocity * Math.Pow(10, loudnessDb / VelocityDb), 1, LoudestVelocity);

    private static List<Tone> OnTop(IReadOnlyList<Tone> tones)
    {
        List<Tone> line = [];
        foreach (var tone in Tone.Top(tones))
        {
            if (line.Count == 0 || tone.Key >= line[^1].Key || tone.Onset >= line[^1].End - 0.05)
            {
                line.Add(tone);
            }
        }

        return line;
    }
}
