using System.Collections.Immutable;

namespace Antiphon.Agent;

/// <summary>What a line is searched in.</summary>
/// <param name="slots">Where notes fall; the last one is the goal.</param>
/// <param name="line">The metre.</param>
/// <param name="harmony">The chords and the key.</param>
/// <param name="goalStep">The step of the scale on which the last note stands, 0…6.</param>
/// <param name="heard">How much the player used each pitch class of late, each 0…1.</param>
/// <param name="register">Where the line may lie.</param>
/// <param name="weights">How much each thing costs.</param>
/// <param name="sounding">What of the player sounds on meanwhile.</param>
internal sealed class SearchSpace(
    ImmutableArray<PhraseSlot> slots,
    BeatLine line,
    PhraseHarmony harmony,
    int goalStep,
    double[] heard,
    PhraseRegister register,
    LineWeights weights,
    Sounding sounding = default)
{
    private const int LeapDegrees = 4;
    private const int WideDegrees = 6;
    private const int Octave = 12;
    private const double ResolvesFrom = 0.4;

    private readonly Place[] _places =
    [
        .. slots.Select(slot => new Place(
            harmony.LadderAt(slot.Position), harmony.At(slot.Position), slot.Strength(line))),
    ];

    public ImmutableArray<PhraseSlot> Slots => slots;

    public BeatLine Line => line;

    public PhraseHarmony Harmony => harmony;

    public int GoalStep => goalStep;

    public PhraseRegister Register => register;

    public LineWeights Weights => weights;

    /// <summary>The same with the form's wishes moved by some degrees.</summary>
    public SearchSpace Moved(int degrees) => new(
        [.. slots.Select(slot => slot with { Want = slot.Want + degrees })],
        line, harmony, goalStep, heard, register, weights, sounding);

    /// <summary>The same over other chords or another beat.</summary>
    public SearchSpace Over(PhraseHarmony chords, BeatLine beats) => new(
        slots, beats, chords, goalStep, heard, register, weights, sounding);

    /// <summary>The key of a degree in a slot.</summary>
    public int KeyOf(int slot, int degree) => _places[slot].Ladder.KeyOf(degree);

    /// <summary>What a tone costs in a slot, whatever came before it.</summary>
    public LineCosts Alone(int slot, int degree)
    {
        var (ladder, chord, strength) = _places[slot];
        var key = ladder.KeyOf(degree);
        var outside = chord.Has(key)
            ? 0
            : Weights.WeakOutside + (Weights.StrongOutside - Weights.WeakOutside) * strength;
        var form = slots[slot].Want is { } want
            ? Weights.Place * Math.Min(4, Math.Abs(degree - want))
            : 0;
        var clash = sounding.Keys.IsDefault || slots[slot].Position >= sounding.Until
            ? 0
            : sounding.Keys.Max(other => Roughness(key - other));
        var entrance = slot == 0 && register.LastKey is { } last && Math.Abs(key - last) >= Octave
            ? Weights.WideLeap
            : 0;

        return new LineCosts(
            outside,
            form,
            entrance,
            Weights.Strange * (1 - heard[Pitch.PitchClassOf(key)]),
            Weights.Clash * clash,
            Weights.Range * Math.Abs(key - register.CentreKey) * Ladder.Steps / 12);
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
        motion += slot == slots.Length - 1 ? Weights.Approach * Math.Max(0, size - 1) : 0;
        if (before is { } last)
        {
            motion += Math.Abs(last) > 3 && (step * last > 0 || size > 2) ? Weights.Recovery : 0;
            motion += step == 0 && last == 0 ? 2 * Weights.Stay : 0;
        }

        var (ladder, chord, strength) = _places[slot - 1];
        var unresolved = size > 1 && strength >= ResolvesFrom && !chord.Has(ladder.KeyOf(from));
        var form = slots[slot].Want is { } want && slots[slot - 1].Want is { } wanted
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
        var key = KeyOf(slot, degree);
        return key >= register.LowestKey && key <= register.HighestKey
            && (slot < slots.Length - 1 || Ladder.StepOf(degree) == goalStep);
    }

    private readonly record struct Place(Ladder Ladder, ChordTones Chord, double Strength);
}

/// <summary>What of the player sounds on under an answer.</summary>
/// <param name="Keys">MIDI keys; none when nothing does.</param>
/// <param name="Until">The position from which on nothing sounds.</param>
internal readonly record struct Sounding(ImmutableArray<int> Keys, double Until);
