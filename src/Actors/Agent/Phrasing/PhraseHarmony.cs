using System.Collections.Immutable;
using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>The chords of an answer, each from a position on.</summary>
/// <param name="Key">The key that it is in.</param>
/// <param name="Spans">In order; the first counts before it too.</param>
internal sealed record PhraseHarmony(MusicalKey Key, ImmutableArray<ChordSpan> Spans)
{
    private const double RoomForMotion = 3.5;
    private const double OutsideCost = 1.3;
    private const double AwayCost = 1.4;
    private const double ChangeCost = 0.25;
    private const double OtherwiseCost = 0.1;

    private readonly ImmutableArray<Ladder> _ladders =
        [.. Spans.Select(span => new Ladder(Key, span.Chord))];

    /// <summary>
    /// The chords on the way to an ending: those that are known to come; else the chord of now,
    /// then what the ending asks for, over the dominant where there is room for it.
    /// </summary>
    /// <param name="home">Where an answer rests.</param>
    /// <param name="ahead">Chords that are known to come, in order; may be empty.</param>
    public static PhraseHarmony Towards(
        PhraseGoal goal, MusicalKey key, ChordTones home, ChordTones now,
        IReadOnlyList<ChordSpan> ahead, double entrance, BeatLine line)
    {
        if (ahead.Count > 0)
        {
            return new PhraseHarmony(key, [new ChordSpan(double.MinValue, now), .. ahead]);
        }

        var seventh = now.Count > 3;
        var dominant = ChordTones.Dominant(key, seventh || key.IsMinor);
        var begins = now.IsNone ? home : now;
        var last = goal.Close == PhraseClose.Half ? dominant : home;
        List<ChordSpan> spans = [new(double.MinValue, begins)];
        var half = Math.Max(1, Math.Floor(line.BarBeats / 2.0));
        if (goal.Close == PhraseClose.Full && begins.Root == home.Root
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

    /// <summary>
    /// Chords under a line that nobody else accompanies: in each half of a bar before the ending
    /// the one that its tones ask for, the chord of now before others.
    /// </summary>
    /// <param name="slots">What the form asks for; the last one is the goal.</param>
    public PhraseHarmony Under(ImmutableArray<PhraseSlot> slots, BeatLine line)
    {
        var goal = slots[^1].Position;
        var now = Spans[0].Chord;
        var plain = new Ladder(Key, default);
        List<ChordTones> choices = [now, .. ChordTones.Triads(Key).Where(chord =>
            chord.Root != now.Root)];
        List<ChordSpan> spans = [];
        var half = line.BarBeats % 2 == 0 ? line.BarBeats / 2 : line.BarBeats;
        var first = line.BarOf(slots[0].Position);
        for (var at = first; at < goal - 0.01; at += half)
        {
            var end = Math.Min(goal, at + half);
            var inside = slots.Where(slot => slot.Want is not null
                && slot.Position >= at - 0.01 && slot.Position < end - 0.01).ToList();
            if (inside.Count == 0)
            {
                continue;
            }

            var before = spans.Count == 0 ? now : spans[^1].Chord;
            var chord = choices.MinBy(choice =>
                inside.Sum(slot => choice.Has(plain.KeyOf(slot.Want!.Value))
                    ? 0
                    : OutsideCost * slot.Strength(line))
                + (choice == now ? 0 : AwayCost)
                + (choice == before ? 0 : ChangeCost)
                + (choice.Root == At(at).Root ? 0 : OtherwiseCost));
            spans.Add(new ChordSpan(spans.Count == 0 ? double.MinValue : at, chord));
        }

        var last = new ChordSpan(goal, At(goal));
        return spans.Count == 0 ? this : new PhraseHarmony(Key, [.. spans, last]);
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
