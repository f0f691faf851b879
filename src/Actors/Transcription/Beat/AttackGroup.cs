using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>What was struck at once: a note, a chord, a hit, or several of them.</summary>
/// <param name="Seconds">When, on the sample clock: the median of its attacks.</param>
/// <param name="LoudnessDb">Of the loudest.</param>
/// <param name="Lowest">Lowest MIDI key; <see cref="NoKey"/> where only drums were struck.</param>
/// <param name="Highest">Highest MIDI key; −1 where only drums were struck.</param>
/// <param name="Keys">How many keys.</param>
/// <param name="Drums">Bit n: drum n of <see cref="DrumClass"/>.</param>
/// <param name="PitchClasses">Bit n: pitch class n.</param>
/// <param name="Sureness">Of the surest, 0…1.</param>
internal readonly record struct AttackGroup(
    double Seconds,
    double LoudnessDb,
    int Lowest,
    int Highest,
    int Keys,
    int Drums,
    int PitchClasses,
    double Sureness)
{
    public const int NoKey = 999;

    public bool Has(DrumClass drum) => (Drums & 1 << (int)drum) != 0;
}

/// <summary>Gathers attacks into groups.</summary>
/// <remarks>
/// A group is complete <see cref="PatienceSeconds"/> after its first attack was known, or when an
/// attack comes that is not part of it. Both are facts of the attacks alone, so that groups do not
/// depend on when one asks. Not thread-safe; allocates nothing.
/// </remarks>
internal sealed class AttackGrouper
{
    /// <summary>How far apart what is struck at once may be, s.</summary>
    public const double WidthSeconds = 0.035;

    /// <summary>How long a group waits for more, s.</summary>
    public const double PatienceSeconds = 0.03;

    private const int MostAttacks = 24;

    private readonly double[] _times = new double[MostAttacks];
    private int _count;
    private double _closesAt;
    private AttackGroup _group;

    /// <summary>The group that is complete by a time, once.</summary>
    public bool TryTake(SampleTime now, out AttackGroup group)
    {
        group = default;
        return _count > 0 && now.Seconds >= _closesAt && Take(out group);
    }

    /// <summary>Adds an attack, if the open group can take it.</summary>
    public bool TryAdd(in Attack attack)
    {
        var seconds = attack.Onset.Seconds;
        if (_count > 0 && (_count == MostAttacks
            || Math.Abs(seconds - _times[0]) > WidthSeconds))
        {
            return false;
        }

        if (_count == 0)
        {
            _closesAt = attack.KnownAt.Seconds + PatienceSeconds;
            _group = new(
                seconds, double.NegativeInfinity, AttackGroup.NoKey, -1, 0, 0, 0, 0);
        }

        _times[_count++] = seconds;
        _group = _group with
        {
            LoudnessDb = Math.Max(_group.LoudnessDb, attack.LoudnessDb),
            Sureness = Math.Max(_group.Sureness, attack.Sureness),
        };
        if (attack.Key is { } key)
        {
            _group = _group with
            {
                Lowest = Math.Min(_group.Lowest, key),
                Highest = Math.Max(_group.Highest, key),
                Keys = _group.Keys + 1,
                PitchClasses = _group.PitchClasses | 1 << key % 12,
            };
        }

        if (attack.Drum is { } drum)
        {
            _group = _group with { Drums = _group.Drums | 1 << (int)drum };
        }

        return true;
    }

    /// <summary>Takes the open group as it is.</summary>
    public bool Take(out AttackGroup group)
    {
        var times = _times.AsSpan(0, _count);
        times.Sort();
        group = _count == 0 ? default : _group with { Seconds = times[_count / 2] };
        var any = _count > 0;
        _count = 0;
        return any;
    }

    public void Reset() => _count = 0;
}
