using System.Collections.Immutable;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// An answer while it is played: what is near is given away to be played, what is far is planned
/// anew when the music changes.
/// </summary>
/// <remarks>
/// Notes that were given away stand. The ending and the form are kept through a change; the line
/// that leads there is searched again from the last note that stands. Not thread-safe.
/// </remarks>
internal sealed class PhraseInHand(PhrasePlan plan, SplitMix64 random)
{
    /// <summary>Notes are given away so long before they are due, at least, in seconds.</summary>
    public const double LeastSeconds = 0.25;

    private readonly LineSearch _search = new();
    private double _given = double.NegativeInfinity;

    /// <summary>The plan as it is now.</summary>
    public PhrasePlan Plan { get; private set; } = plan;

    /// <summary>How often what was left of it was planned anew.</summary>
    public int Replans { get; private set; }

    /// <summary>Whether all its notes were given away.</summary>
    public bool IsOver => Plan.Notes is not [.., var last] || last.Position <= _given;

    /// <summary>The notes that are due within a beat, and at least within 250 ms.</summary>
    /// <param name="order">What is known now: its line, grid, key, chords and level count.</param>
    public IReadOnlyList<TimedNote> Commit(PhraseOrder order)
    {
        var until = order.Line.PositionOf(
            order.Now.PlusSeconds(Math.Max(LeastSeconds, order.Line.Seconds)));
        if (until <= _given)
        {
            return [];
        }

        Follow(order);
        List<TimedNote> due = [];
        foreach (var note in Plan.Notes)
        {
            if (note.Position > _given && note.Position <= until)
            {
                due.Add(Timed(note, order));
            }
        }

        _given = until;
        return due;
    }

    /// <summary>When a note of a plan is due by the beat of now, and how long it sounds.</summary>
    public static TimedNote Timed(PhraseNote note, PhraseOrder order)
    {
        var line = order.Line;
        var onset = line.TimeOf(order.Grid.Play(note.Position));
        return new TimedNote(
            note.Voice,
            onset,
            note.Length * line.Seconds,
            note.Key,
            note.Velocity);
    }

    private void Follow(PhraseOrder order)
    {
        var was = Plan.Order;
        var harmony = Plan.Space.Harmony;
        if (order.Key != was.Key || !order.Ahead.SequenceEqual(was.Ahead)
            || (order.Ahead.Count == 0 && !order.Chord.IsNone && order.Chord != was.Chord
                && order.Chord.Root != harmony.At(_given).Root))
        {
            harmony = PhraseHarmony.Towards(
                Plan.Reason.Goal, order.Key, order.Home, order.Chord, order.Ahead, _given,
                order.Line);
        }
        else if (order.Level == was.Level)
        {
            Plan = Plan with { Order = order with { Chord = was.Chord } };
            return;
        }

        Replan(order, harmony);
    }

    private void Replan(PhraseOrder order, PhraseHarmony harmony)
    {
        var slots = Plan.Space.Slots;
        var stands = slots.TakeWhile(slot => slot.Position <= _given).Count();
        if (stands == slots.Length)
        {
            return;
        }

        var space = Plan.Space.Over(harmony, order.Line);
        // Notes that stand keep their keys: on the new ladder they may be other degrees.
        List<int> stood = [];
        for (var i = 0; i < stands; i++)
        {
            var key = Plan.Space.KeyOf(i, Plan.Found.Degrees[i]);
            stood.Add(harmony.LadderAt(slots[i].Position).DegreeOf(key));
        }

        if (_search.Find(space, stood, random) is not { } found)
        {
            return;
        }

        var notes = PhraseComposer.Notes(order, Plan.Entrance, space, found, Plan.Reason.Goal);
        Plan = Plan with
        {
            Order = order,
            Space = space,
            Found = found,
            Notes = Joined(Plan.Notes, notes),
            Reason = Plan.Reason.Of(space, found),
        };
        Replans++;
    }

    private ImmutableArray<PhraseNote> Joined(
        ImmutableArray<PhraseNote> old, ImmutableArray<PhraseNote> fresh) =>
    [
        .. old.Where(note => note.Position <= _given),
        .. fresh.Where(note => note.Position > _given),
    ];
}

/// <summary>A note to be played.</summary>
/// <param name="Voice">Who plays it.</param>
/// <param name="Onset">When it is due.</param>
/// <param name="Seconds">How long it sounds.</param>
/// <param name="Key">MIDI key, 0…127.</param>
/// <param name="Velocity">1…127.</param>
internal readonly record struct TimedNote(
    PhraseVoice Voice, SampleTime Onset, double Seconds, int Key, int Velocity);
