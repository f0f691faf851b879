using System.Collections.Immutable;
using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>The chords of an answer, each from a position on.</summary>
/// <param name="Key">The key that it is in.</param>
/// <param name="Spans">In order; the first counts before it too.</param>
internal sealed record PhraseHarmony(MusicalKey Key, ImmutableArray<ChordSpan> Spans)
{
    private const double RoomForMotion = 3.5;

    private readonly ImmutableArray<Ladder> _ladders =
        [.. Spans.Select(span => new Ladder(Key, span.Chord))];

    /// <summary>
    /// The chords on the way to an ending: those that are known to come; else the chord of now,
    /// then what the ending asks for, over the dominant where there is room for it.
    /// </summary>
    /// <param name="ahead">Chords that are known to come, in order; may be empty.</param>
    public static PhraseHarmony Towards(
        PhraseGoal goal, MusicalKey key, ChordTones now, IReadOnlyList<ChordSpan> ahead,
        double entrance, BeatLine line)
    {
        if (ahead.Count > 0)
        {
            return new PhraseHarmony(key, [new ChordSpan(double.MinValue, now), .. ahead]);
        }

        var seventh = now.Count > 3;
        var tonic = ChordTones.Tonic(key);
        var dominant = ChordTones.Dominant(key, seventh || key.IsMinor);
        var begins = now.IsNone ? tonic : now;
        var last = goal.Close == PhraseClose.Half ? dominant : tonic;
        List<ChordSpan> spans = [new(double.MinValue, begins)];
        var half = Math.Max(1, Math.Floor(line.BarBeats / 2.0));
        if (goal.Close != PhraseClose.Half && begins.Root == tonic.Root
            && goal.Position - half - entrance >= RoomForMotion)
        {
            spans.Add(new ChordSpan(goal.Position - half, dominant));
        }

        if (last.Root != begins.Root || spans.Count > 1)
        {
            spans.Add(new ChordSpan(goal.Position, last));
        }

        return new PhraseHarmony(key, [.. spans]);
    }

    /// <summary>How a phrase closed that ended on a chord.</summary>
    public static PhraseClose CloseOf(ChordTones chord, MusicalKey key) =>
        chord.IsNone ? PhraseClose.Open
        : chord.Root == key.Tonic ? PhraseClose.Full
        : chord.Root == (key.Tonic + 7) % 12 ? PhraseClose.Half
        : PhraseClose.Open;

    public ChordTones At(double position) => Spans[IndexAt(position)].Chord;

    public Ladder LadderAt(double position) => _ladders[IndexAt(position)];

    private int IndexAt(double position)
    {
        var i = Spans.Length - 1;
        while (i > 0 && Spans[i].From > position + 0.01)
        {
            i--;
        }

        return i;
    }
}

/// <summary>A chord, from a position on.</summary>
internal readonly record struct ChordSpan(double From, ChordTones Chord);
