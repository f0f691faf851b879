using System.Collections.Immutable;

namespace Antiphon.Agent;

/// <summary>What the player's notes are to each other: a melody and what accompanies it.</summary>
/// <param name="Melody">The upper line, in time.</param>
/// <param name="Chords">Between melody and bass, in time; empty for a single line.</param>
/// <param name="Bass">The lowest line, in time; empty for a single line.</param>
/// <param name="IsPolyphonic">Whether more than one line is played.</param>
internal sealed record Texture(
    ImmutableArray<HeardNote> Melody,
    ImmutableArray<HeardNote> Chords,
    ImmutableArray<HeardNote> Bass,
    bool IsPolyphonic)
{
    /// <summary>Notes that begin within this time, in seconds, begin together.</summary>
    public const double TogetherSeconds = 0.045;

    private const double LeastPolyphony = 0.2;
    private const int HighestBassKey = 52;
    private const int FarBelow = 12;
    private const int Remembered = 8;
    private const int ChordNotes = 3;
    private const int LeastChords = 4;
    private const double FloorShare = 0.35;

    public static Texture Nothing { get; } = new([], [], [], false);

    /// <summary>Sorts out the lines of some notes.</summary>
    /// <param name="notes">In the order of their onsets.</param>
    public static Texture Of(IReadOnlyList<HeardNote> notes)
    {
        var groups = Together(notes);
        var many = groups.Count(IsChord);
        if (groups.Count == 0 || many < LeastPolyphony * groups.Count)
        {
            return new Texture([.. groups.Select(Highest)], [], [], false);
        }

        var (melody, chords, bass) = (
            ImmutableArray.CreateBuilder<HeardNote>(),
            ImmutableArray.CreateBuilder<HeardNote>(),
            ImmutableArray.CreateBuilder<HeardNote>());
        var floor = Floor(groups);
        foreach (var group in groups)
        {
            var top = Highest(group);
            var sings = !LiesUnder(top, melody) && (group.Count == 1 || top.Key >= floor);
            if (sings)
            {
                melody.Add(top);
            }

            List<HeardNote> rest = [.. group.Where(note => !sings || note != top)];
            if (rest.Count > 0 && rest.MinBy(note => note.Key) is { Key: <= HighestBassKey } low)
            {
                bass.Add(low);
                rest.Remove(low);
            }

            chords.AddRange(rest);
        }

        return new Texture(melody.ToImmutable(), chords.ToImmutable(), bass.ToImmutable(), true);
    }

    /// <summary>The notes that begin together, in time.</summary>
    public static List<List<HeardNote>> Together(IEnumerable<HeardNote> notes)
    {
        List<List<HeardNote>> groups = [];
        foreach (var note in notes)
        {
            if (groups is [.., var last]
                && note.Onset.SecondsSince(last[0].Onset) <= TogetherSeconds)
            {
                last.Add(note);
            }
            else
            {
                groups.Add([note]);
            }
        }

        return groups;
    }

    // An octave may be a shade of one tone; other intervals are two tones.
    private static bool IsChord(List<HeardNote> group) =>
        group.Exists(note => (note.Key - group[0].Key) % 12 != 0);

    private static HeardNote Highest(List<HeardNote> group) => group.MaxBy(note => note.Key);

    // Chords whose melody note was missed have no melody: what lies where chords lie is none.
    private static double Floor(List<List<HeardNote>> groups)
    {
        List<List<HeardNote>> chords = [.. groups.Where(group => group.Count >= ChordNotes)];
        if (chords.Count < LeastChords)
        {
            return 0;
        }

        var under = Pitch.Median(
            [.. chords.Select(group => (double)group.Select(note => note.Key).Order()
                .ElementAt(group.Count - 2))],
            0);
        var above = Pitch.Median([.. chords.Select(group => (double)Highest(group).Key)], 0);
        return under + FloorShare * (above - under);
    }

    // Under a melody note that goes on, or far under the last ones, another line plays.
    private static bool LiesUnder(HeardNote note, ImmutableArray<HeardNote>.Builder melody)
    {
        if (melody.Count == 0)
        {
            return false;
        }

        var last = melody[^1];
        var keeps = Math.Clamp(0.5 * note.Seconds, 0.12, 0.25);
        if (last.Key > note.Key + 2 && last.End > note.Onset.PlusSeconds(keeps))
        {
            return true;
        }

        var from = Math.Max(0, melody.Count - Remembered);
        var keys = new double[melody.Count - from];
        for (var i = from; i < melody.Count; i++)
        {
            keys[i - from] = melody[i].Key;
        }

        return note.Key < Pitch.Median(keys, note.Key) - FarBelow;
    }
}
