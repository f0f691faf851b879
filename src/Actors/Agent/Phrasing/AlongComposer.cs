using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Plays along with a player, a beat or half a slow one at a time: in time, in the chord, sparsely.
/// </summary>
/// <remarks>
/// It plays only where it knows the chord: not on the first beat of a bar, where chords change,
/// unless the chord is known to come. Not thread-safe. Bounded: it remembers its last tone.
/// </remarks>
internal sealed class AlongComposer(SplitMix64 random)
{
    private const double Near = 0.01;
    private const double SureChord = 0.8;
    private const double DecidesSeconds = 0.06;
    private const double SlowSeconds = 0.75;
    private const double HeldBeats = 0.3;
    private const double CoupleBeats = 0.8;
    private const double SparseBeats = 0.85;
    private const double Breath = 0.1;
    private const double LongBeats = 0.9;
    private const double SilentSeconds = 0.9;
    private const double SoundsAfterSeconds = 0.12;
    private const double ShortSeconds = 0.1;
    private const double ClashWeight = 10;
    private const double ChordClashWeight = 4;
    private const double NextClashWeight = 40;
    private const double StrangeWeight = 1;
    private const double NextSteps = 2.5;
    private const int NextReach = 5;
    private const double StayCost = 2;
    private const double BelowPlayer = -8;
    private const int BarsOfPhrase = 4;
    private const int MostInBar = 3;

    private int? _last;
    private int _bar;
    private int _inBar;
    private double _decided = double.NegativeInfinity;

    /// <summary>
    /// The notes of the next beat, once it must be decided: the later, the more is known.
    /// </summary>
    public IReadOnlyList<TimedNote> Next(AlongOrder order)
    {
        var line = order.Line;
        if (line.Now is null)
        {
            return [];
        }

        var earliest = order.Now.PlusSeconds(PhraseInHand.LeastSeconds);
        var step = Step(line);
        var beat = step * Math.Ceiling(
            Math.Max(line.PositionOf(earliest) - Near, _decided + Near) / step);
        if (line.TimeOf(beat) > earliest.PlusSeconds(DecidesSeconds))
        {
            return [];
        }

        _decided = beat;
        if (Chord(order, beat) is not { IsNone: false } chord || !Plays(order, beat))
        {
            return [];
        }

        List<TimedNote> notes = [Note(order, beat, chord)];
        if (step == 1 && FillsIn(order, beat))
        {
            notes.Add(Note(order, beat + 0.5, chord));
        }

        return notes;
    }

    private bool Plays(AlongOrder order, double beat)
    {
        if (order.Recent.Count == 0
            || order.Recent.Max(note => note.End) < order.Now.PlusSeconds(-SilentSeconds))
        {
            return false;
        }

        var inBar = (int)Math.Floor(order.Line.InBar(beat) + Near) % order.Line.BarBeats;
        var share = IsBetween(beat) ? 0.5
            : inBar == 0 ? 0.7
            : inBar % 2 == 1 || order.Line.BarBeats == 3 ? 0.85
            : 0.45;
        var bar = (int)Math.Floor(beat / order.Line.BarBeats);
        var rests = order.Way == AlongWay.Sparse
            && ((bar % BarsOfPhrase) + BarsOfPhrase) % BarsOfPhrase == BarsOfPhrase - 1;
        if (bar != _bar)
        {
            (_bar, _inBar) = (bar, 0);
        }

        var enough = order.Way == AlongWay.Sparse && Step(order.Line) * _inBar >= MostInBar;
        var plays = random.NextDouble() < share * order.Density && !rests && !enough;
        _inBar += plays ? 1 : 0;
        return plays;
    }

    // A slow beat is halved, so that a voice along does not drag.
    private static double Step(BeatLine line) => line.Seconds > SlowSeconds ? 0.5 : 1;

    // Half a beat lies at two thirds where the player divides by three.
    private static double InGrid(AlongOrder order, double beat) =>
        IsBetween(beat) && order.Grid.IsTriple ? beat + 2 / 3.0 - 0.5 : beat;

    private static bool IsBetween(double beat) => Math.Abs(beat - Math.Round(beat)) > Near;

    // The chord of a beat: known to come, or heard in the same bar.
    private static ChordTones? Chord(AlongOrder order, double beat)
    {
        for (var i = order.Ahead.Count - 1; i >= 0; i--)
        {
            if (order.Ahead[i].From <= beat + Near)
            {
                return order.Ahead[i].Chord;
            }
        }

        var line = order.Line;
        var bar = line.TimeOf(line.BarOf(beat));
        return line.InBar(beat) >= Near
            && order.Now >= bar.PlusSeconds(order.ChordSeconds) ? Sure(order, bar) : null;
    }

    // A chord that is not sure may be a guess: then what the player has played in this bar; among
    // several lines, or right behind one, what is of both.
    private static ChordTones Sure(AlongOrder order, SampleTime bar)
    {
        var heard = ChordTones.Heard(Used(order, bar, least: 0));
        var both = heard.Mask & order.Chord.Mask;
        return order.ChordSureness >= SureChord || heard.IsNone ? order.Chord
            : both != 0 && (order.Way == AlongWay.Shadow || order.Lines.IsPolyphonic)
                ? heard with { Mask = both }
            : heard;
    }

    // A note that the player holds leaves room for two.
    private bool FillsIn(AlongOrder order, double beat)
    {
        var last = order.Recent.Max(note => note.Onset);
        return order.Way != AlongWay.Shadow
            && beat - order.Line.PositionOf(last) > 1 + LongBeats
            && random.NextDouble() < 0.5;
    }

    private TimedNote Note(AlongOrder order, double beat, ChordTones chord)
    {
        var line = order.Line;
        var position = InGrid(order, beat);
        var onset = line.TimeOf(order.Grid.Play(position));
        var target = Target(order);
        var key = Tone(order, chord, target);
        _last = key;
        var strength = new PhraseSlot(position, 0.5, null, -1).Strength(line);
        return new TimedNote(
            PhraseVoice.Melody,
            onset,
            Held(order, position, InGrid(order, beat + Step(line))) * line.Seconds,
            key,
            PhraseDynamics.Velocity(
                PhraseVoice.Melody, order.Level.Velocity + BelowPlayer, 0.5, strength));
    }

    // Long enough to be a voice, short enough to leave before the next chord comes.
    private static double Held(AlongOrder order, double position, double next)
    {
        var left = order.Line.BarBeats - order.Line.InBar(position);
        var whole = next - position;
        return order.Way switch
        {
            AlongWay.Shadow => HeldBeats * whole,
            AlongWay.Couple => Math.Min(CoupleBeats * whole, left - Breath * whole),
            _ => Math.Min(SparseBeats * whole, left - Breath * whole),
        };
    }

    // Shadow follows the player's own line; the others keep to their own voice.
    private double Target(AlongOrder order)
    {
        var own = _last is { } last
            ? 0.75 * last + 0.25 * order.Register.CentreKey
            : order.Register.CentreKey;
        return order.Way == AlongWay.Shadow
            ? order.Lines.Melody is [.., var heard] ? heard.Key : own
            : own;
    }

    private int Tone(AlongOrder order, ChordTones chord, double target)
    {
        List<int> sounding =
        [
            .. order.Recent.Where(note =>
                note.End > order.Now.PlusSeconds(-SoundsAfterSeconds)).Select(note => note.Key),
        ];
        var used = Used(order, SampleTime.Zero, ShortSeconds);
        var most = Math.Max(1e-9, used.Max());
        var next = order.Way == AlongWay.Shadow ? Expected(order, used) : [];
        var (best, least) = ((int)target, double.MaxValue);
        for (var key = order.Register.LowestKey; key <= order.Register.HighestKey; key++)
        {
            if (!chord.Has(key))
            {
                continue;
            }

            var clash = sounding.Sum(other => SearchSpace.Roughness(key - other));
            var rough = 0.0;
            for (var tone = 0; tone < 12; tone++)
            {
                rough += chord.Has(tone) ? SearchSpace.Roughness(key - tone) : 0;
            }

            var cost = Math.Abs(key - target) + ClashWeight * clash + ChordClashWeight * rough
                + (order.Way == AlongWay.Shadow
                    ? NextClashWeight
                        * next.Sum(one => one.Share * SearchSpace.Roughness(key - one.Key))
                    : StrangeWeight * (1 - used[key % used.Length] / most))
                + (key == _last ? StayCost : 0) + random.NextDouble();
            if (cost < least)
            {
                (best, least) = (key, cost);
            }
        }

        return best;
    }

    // How long each pitch class sounded from a time on, each note at least so long, in s.
    private static double[] Used(AlongOrder order, SampleTime from, double least)
    {
        var used = new double[12];
        foreach (var note in order.Recent)
        {
            used[note.Key % used.Length] += Math.Max(
                least, note.End.SecondsSince(SampleTime.Max(note.Onset, from)));
        }

        return used;
    }

    // What the player may strike next: tones of late that lie near the last one of the melody.
    private static List<(int Key, double Share)> Expected(AlongOrder order, double[] used)
    {
        List<(int Key, double Share)> next = [];
        if (order.Lines.Melody is not [.., var last])
        {
            return next;
        }

        for (var key = last.Key - NextReach; key <= last.Key + NextReach; key++)
        {
            var weight = used[key % used.Length] * Math.Exp(-Math.Abs(key - last.Key) / NextSteps);
            if (weight > 0)
            {
                next.Add((key, weight));
            }
        }

        var all = next.Sum(one => one.Share);
        return [.. next.Select(one => (one.Key, one.Share / all))];
    }
}
