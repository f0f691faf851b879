using System.Collections.Immutable;

namespace Antiphon.Agent;

/// <summary>What a line is searched in.</summary>
/// <param name="Slots">Where notes fall; the last one is the goal.</param>
/// <param name="Line">The metre.</param>
/// <param name="Harmony">The chords and the key.</param>
/// <param name="GoalStep">The step of the scale on which the last note stands, 0…6.</param>
/// <param name="Heard">How much the player used each pitch class of late, each 0…1.</param>
/// <param name="LowestKey">No note is lower.</param>
/// <param name="HighestKey">No note is higher.</param>
/// <param name="CentreKey">The middle of the register.</param>
/// <param name="Sounding">Keys of the player that sound on until <paramref name="Free"/>.</param>
/// <param name="Free">The position from which on nothing sounds.</param>
/// <param name="Weights">How much each thing costs.</param>
internal sealed record SearchSpace(
    ImmutableArray<PhraseSlot> Slots,
    BeatLine Line,
    PhraseHarmony Harmony,
    int GoalStep,
    double[] Heard,
    int LowestKey,
    int HighestKey,
    double CentreKey,
    ImmutableArray<int> Sounding,
    double Free,
    LineWeights Weights)
{
    private const int LeapDegrees = 4;
    private const int WideDegrees = 6;
    private const double ResolvesFrom = 0.4;

    /// <summary>What a tone costs in a slot, whatever came before it.</summary>
    public LineCosts Alone(int slot, int degree)
    {
        var (place, ladder, chord) = At(slot);
        var key = ladder.KeyOf(degree);
        var strength = place.Strength(Line);
        var outside = chord.Has(key)
            ? 0
            : Weights.WeakOutside + (Weights.StrongOutside - Weights.WeakOutside) * strength;
        var form = place.Want is { } want
            ? Weights.Place * Math.Min(4, Math.Abs(degree - want))
            : 0;
        var clash = 0.0;
        if (place.Position < Free)
        {
            foreach (var sounding in Sounding)
            {
                clash = Math.Max(clash, Roughness(key - sounding));
            }
        }

        return new LineCosts(
            outside,
            form,
            0,
            Weights.Strange * (1 - Heard[Pitch.PitchClassOf(key)]),
            Weights.Clash * clash,
            Weights.Range * Math.Abs(key - CentreKey) * Ladder.Steps / 12);
    }

    /// <summary>What a step from one slot's tone to the next one's costs.</summary>
    /// <param name="before">The step before it; null when there was none.</param>
    public LineCosts Step(int slot, int from, int to, int? before)
    {
        var step = to - from;
        var size = Math.Abs(step);
        var motion = Weights.Leap * Math.Max(0, size - 1)
            + (size > LeapDegrees ? Weights.WideLeap / 2 : 0)
            + (size >= WideDegrees ? Weights.WideLeap : 0)
            + (step == 0 ? Weights.Stay : 0);
        motion += slot == Slots.Length - 1 ? Weights.Approach * Math.Max(0, size - 1) : 0;
        if (before is { } last)
        {
            motion += Math.Abs(last) > 3 && (step * last > 0 || size > 2) ? Weights.Recovery : 0;
            motion += step == 0 && last == 0 ? 2 * Weights.Stay : 0;
        }

        var (left, ladder, chord) = At(slot - 1);
        var unresolved = size > 1 && !chord.Has(ladder.KeyOf(from))
            && left.Strength(Line) >= ResolvesFrom;
        var form = Slots[slot].Want is { } want && left.Want is { } wanted
            ? Weights.Shape * Math.Min(3, Math.Abs(step - (want - wanted)))
            : 0;
        return new LineCosts(unresolved ? Weights.Unresolved : 0, form, motion, 0, 0, 0);
    }

    /// <summary>How rough an interval sounds, 0…1.</summary>
    public static double Roughness(int semitones) =>
        (((semitones % 12) + 12) % 12) switch
        {
            1 or 11 => 1,
            6 => 0.5,
            2 or 10 => 0.3,
            _ => 0,
        };

    public bool Allows(int slot, int degree)
    {
        var key = At(slot).Ladder.KeyOf(degree);
        return key >= LowestKey && key <= HighestKey
            && (slot < Slots.Length - 1 || Ladder.StepOf(degree) == GoalStep);
    }

    private (PhraseSlot Slot, Ladder Ladder, ChordTones Chord) At(int slot)
    {
        var place = Slots[slot];
        return (place, Harmony.LadderAt(place.Position), Harmony.At(place.Position));
    }
}
