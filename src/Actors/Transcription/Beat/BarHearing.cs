namespace Antiphon.Transcription;

/// <summary>
/// Hears bars of three and of four beats: where bass, harmony, stress and drums fall among the
/// beats, and after how many beats they come again.
/// </summary>
/// <remarks>
/// Beats are counted from attack to attack; another level or a slip begins a new count. Each bar
/// length and first beat is a candidate of a log-linear choice, as in <see cref="LevelChooser"/>;
/// it must be likely to be said, and unlikely to be unsaid. Not thread-safe; allocates nothing
/// once made.
/// </remarks>
internal sealed class BarHearing
{
    /// <summary>How many numbers speak for a candidate.</summary>
    public const int Count = RhythmMemory.Marks + 6;

    /// <summary>How many candidates there are: 3 first beats, then 4.</summary>
    public const int Candidates = 7;

    private const int Kept = 48;
    private const int LeastBeats = 8;
    private const double OnBeat = 0.17;
    private const double MostSlip = 0.25;
    private const double SameTempo = 0.12;
    private const double KeptPerBeat = 0.96;
    private const double Clear = 0.75;
    private const double Unclear = 0.4;

    private static readonly AttackMark[] Returns =
    [
        AttackMark.Any, AttackMark.Loud, AttackMark.Bass, AttackMark.Harmony, AttackMark.Long,
        AttackMark.Snare,
    ];

    private readonly float[] _marks = new float[Kept * RhythmMemory.Marks];
    private readonly bool[] _played = new bool[Kept];
    private readonly double[] _numbers = new double[Candidates * Count];
    private readonly double[] _scores = new double[Candidates];
    private readonly double[] _all = new double[RhythmMemory.Marks];
    private readonly double[] _on = new double[RhythmMemory.Marks];
    private double _beatAt;
    private double _period;
    private long _beat;
    private long _firstBeat;
    private int _said = -1;

    /// <summary>The number of the newest beat that an attack was near.</summary>
    public long Beat => _beat;

    /// <summary>What speaks for a candidate.</summary>
    public ReadOnlySpan<double> EvidenceOf(int candidate) =>
        _numbers.AsSpan(candidate * Count, Count);

    /// <summary>Beats of a candidate's bar.</summary>
    public static int BarOf(int candidate) => candidate < 3 ? 3 : 4;

    /// <summary>The first beat of a candidate's bars: its number modulo its bar's beats.</summary>
    public static int FirstOf(int candidate) => candidate < 3 ? candidate : candidate - 3;

    public void Reset()
    {
        Array.Clear(_marks);
        Array.Clear(_played);
        (_beat, _firstBeat, _period, _said) = (0, 0, 0, -1);
    }

    /// <summary>The metre as it stands at a beat near the newest attack.</summary>
    /// <param name="beatAt">When that beat is, s.</param>
    public BarEstimate At(double beatAt)
    {
        if (_said < 0)
        {
            return default;
        }

        var bar = BarOf(_said);
        var number = _beat + (long)Math.Round((beatAt - _beatAt) / _period);
        var place = (number - FirstOf(_said)) % bar;
        return new(bar, (int)(place < 0 ? place + bar : place));
    }

    /// <summary>Hears an attack that is the newest of the memory.</summary>
    /// <param name="now">When, s.</param>
    public void Hear(in PulseEstimate beat, double now, RhythmMemory memory)
    {
        var off = beat.Phase - Math.Round(beat.Phase);
        CountBeats(now - off * beat.Seconds, beat.Seconds);
        if (memory.Count > 0)
        {
            Mark(memory.TimeOf(0), memory.MarksOf(0));
        }

        if (_beat - _firstBeat >= LeastBeats)
        {
            Choose(memory);
        }
    }

    private void CountBeats(double beatAt, double period)
    {
        var beats = _period > 0 ? (beatAt - _beatAt) / period : 0;
        var whole = (long)Math.Round(beats);
        if (_period == 0 || Math.Abs(Math.Log(period / _period)) > SameTempo
            || Math.Abs(beats - whole) > MostSlip || whole < 0)
        {
            Reset();
            _firstBeat = _beat = Kept;
            whole = 0;
        }

        for (var beat = _beat + 1; beat <= _beat + Math.Min(whole, Kept); beat++)
        {
            var slot = (int)(beat % Kept);
            _marks.AsSpan(slot * RhythmMemory.Marks, RhythmMemory.Marks).Clear();
            // A beat or two without an attack belong to the music; a pause does not.
            _played[slot] = whole <= 4;
        }

        _beat += whole;
        (_beatAt, _period) = (beatAt, period);
        _played[(int)(_beat % Kept)] = true;
    }

    private void Mark(double seconds, ReadOnlySpan<float> marks)
    {
        var beats = (seconds - _beatAt) / _period;
        var number = _beat + (long)Math.Round(beats);
        if (Math.Abs(beats - Math.Round(beats)) > OnBeat || number < _firstBeat
            || number <= _beat - Kept || number > _beat)
        {
            return;
        }

        var into = _marks.AsSpan((int)(number % Kept) * RhythmMemory.Marks, RhythmMemory.Marks);
        for (var mark = 0; mark < marks.Length; mark++)
        {
            into[mark] = Math.Max(into[mark], marks[mark]);
        }
    }

    private void Choose(RhythmMemory memory)
    {
        var best = 0;
        var weights = BarWeights.All;
        for (var candidate = 0; candidate < Candidates; candidate++)
        {
            var numbers = _numbers.AsSpan(candidate * Count, Count);
            Weigh(candidate, memory, numbers);
            _scores[candidate] = 0;
            for (var k = 0; k < numbers.Length; k++)
            {
                _scores[candidate] += weights[k] * numbers[k];
            }

            best = _scores[candidate] > _scores[best] ? candidate : best;
        }

        if (best == _said || Probability(best) >= Clear)
        {
            _said = best;
        }
        else if (_said >= 0 && Probability(best) > Unclear)
        {
            _said = -1;
        }
    }

    private double Probability(int candidate)
    {
        var sum = 0.0;
        foreach (var score in _scores)
        {
            sum += Math.Exp(score - _scores[candidate]);
        }

        return 1 / sum;
    }

    private void Weigh(int candidate, RhythmMemory memory, Span<double> into)
    {
        var (bar, first) = (BarOf(candidate), FirstOf(candidate));
        Array.Clear(_all);
        Array.Clear(_on);
        var (count, countOn, weight) = (0.0, 0.0, 1.0);
        for (var beat = _beat; beat > _beat - Kept && beat >= _firstBeat; beat--)
        {
            var slot = (int)(beat % Kept);
            if (!_played[slot])
            {
                continue;
            }

            var isFirst = (beat - first) % bar == 0;
            count += weight;
            countOn += isFirst ? weight : 0;
            for (var mark = 0; mark < RhythmMemory.Marks; mark++)
            {
                var value = weight * _marks[slot * RhythmMemory.Marks + mark];
                _all[mark] += value;
                _on[mark] += isFirst ? value : 0;
            }

            weight *= KeptPerBeat;
        }

        for (var mark = 0; mark < RhythmMemory.Marks; mark++)
        {
            into[mark] = countOn > 0 ? _on[mark] / countOn - _all[mark] / count : 0;
        }

        var at = RhythmMemory.Marks;
        foreach (var mark in Returns)
        {
            into[at++] = memory.Again(mark, bar * _period);
        }
    }
}

/// <summary>A metre and where it is.</summary>
/// <param name="Beats">Beats of a bar; 0 as long as none is clear.</param>
/// <param name="Beat">Which beat of its bar the beat named with it is, 0 the first.</param>
internal readonly record struct BarEstimate(int Beats, int Beat);
