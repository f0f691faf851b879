namespace Antiphon.Transcription;

/// <summary>
/// The newest attacks with their marks; for each mark a correlogram: how much of it comes again
/// after so many seconds; and a histogram of the melody's steps in time.
/// </summary>
/// <remarks>
/// An attack enters when the next one is heard, for only then its length is known. What is old
/// fades with the time played, not with the time that passes. Not thread-safe; allocates nothing
/// once made; an attack costs as much as there are attacks within the longest lag.
/// </remarks>
internal sealed class RhythmMemory
{
    public const int Marks = 8;

    private const int Capacity = 96;
    private const double LagSeconds = 0.01;
    private const int Lags = 600;
    private const double MemorySeconds = 10;
    private const double LongestStep = 2;
    private const double LongestMelodyStep = 3;
    private const int StepsPerOctave = 32;
    private const double ShortestMelodyStep = 0.05;
    private const int StepBins = 6 * StepsPerOctave;
    private const double StepSpread = 0.12;
    private const double NoMass = 1e-3;

    private readonly double[] _times = new double[Capacity];
    private readonly double[] _played = new double[Capacity];
    private readonly float[] _marks = new float[Capacity * Marks];
    private readonly float[] _lags = new float[Marks * Lags];
    private readonly float[] _sums = new float[Marks];
    private readonly float[] _steps = new float[StepBins];
    private readonly MelodyRange _range = new();
    private double _stepSum;
    private double _stepTime;
    private double? _melody;
    private long _count;
    private double _time;
    private bool _open;

    /// <summary>How many attacks are known with their length.</summary>
    public int Count => (int)Math.Min(_count, Capacity - 1);

    /// <summary>The melody's mean step in time, s; 0 while unknown.</summary>
    public double MelodyStep => _stepSum > NoMass ? _stepTime / _stepSum : 0;

    /// <summary>The time of an attack, 0 the newest, s.</summary>
    public double TimeOf(int back) => _times[Index(back)];

    /// <summary>The weight of an attack by its age in playing, 0…1.</summary>
    public double WeightOf(int back) =>
        Math.Exp((_played[Index(back)] - _time) / MemorySeconds);

    /// <summary>By <see cref="AttackMark"/>, 0 for none.</summary>
    public ReadOnlySpan<float> MarksOf(int back) =>
        _marks.AsSpan(Index(back) * Marks, Marks);

    /// <summary>How much of the marked comes again after a time, 1 all of it.</summary>
    public double Again(AttackMark mark, double seconds)
    {
        var sum = _sums[(int)mark];
        if (sum < NoMass)
        {
            return 0;
        }

        // Players and ears are 20 ms off, and the longer the lag, the further.
        var centre = seconds / LagSeconds;
        var width = 2 + 0.02 * centre;
        var first = Math.Max(0, (int)Math.Ceiling(centre - width));
        var last = Math.Min(Lags - 1, (int)(centre + width));
        var found = 0.0;
        for (var lag = first; lag <= last; lag++)
        {
            found += _lags[(int)mark * Lags + lag]
                * Math.Min(1, 2 - 2 * Math.Abs(lag - centre) / width);
        }

        return Math.Min(2, found / sum);
    }

    /// <summary>The share of the melody's steps near a length, 0…1.</summary>
    public double StepsNear(double seconds)
    {
        var bin = StepBin(seconds);
        return bin is < 0 or >= StepBins || _stepSum < NoMass ? 0 : _steps[bin] / _stepSum;
    }

    public void Reset()
    {
        (_count, _time, _open, _melody) = (0, 0, false, null);
        (_stepSum, _stepTime) = (0, 0);
        Array.Clear(_lags);
        Array.Clear(_sums);
        Array.Clear(_steps);
        _range.Reset();
    }

    /// <summary>Hears the next attack; the one before it enters.</summary>
    public void Hear(in AttackGroup group, AttackAccent accent)
    {
        if (_open)
        {
            var step = group.Seconds - _times[_count % Capacity];
            if (step <= 0)
            {
                return;
            }

            Enter(step, accent.TypicalStep);
        }

        var slot = (int)(_count % Capacity);
        _open = true;
        _times[slot] = group.Seconds;
        _played[slot] = _time;
        var isMelody = _range.IsMelody(group);
        var marks = _marks.AsSpan(slot * Marks, Marks);
        marks[(int)AttackMark.Any] = 1;
        marks[(int)AttackMark.Loud] = (float)Math.Max(0, 0.5 + accent.Stress);
        marks[(int)AttackMark.Bass] = accent.IsBass ? 1 : 0;
        marks[(int)AttackMark.Harmony] = (float)accent.Newness;
        marks[(int)AttackMark.Long] = 0;
        marks[(int)AttackMark.Melody] = isMelody ? 1 : 0;
        marks[(int)AttackMark.Kick] = group.Has(DrumClass.Kick) ? 1 : 0;
        marks[(int)AttackMark.Snare] = group.Has(DrumClass.Snare) ? 1 : 0;
        if (isMelody)
        {
            AddStep(group.Seconds - _melody ?? 0);
            _melody = group.Seconds;
        }
    }

    private static int StepBin(double seconds) =>
        (int)Math.Round(Math.Log2(seconds / ShortestMelodyStep) * StepsPerOctave);

    private void AddStep(double step)
    {
        if (step is < ShortestMelodyStep or > LongestMelodyStep)
        {
            return;
        }

        var centre = StepBin(step);
        var reach = (int)(3 * StepSpread * StepsPerOctave);
        for (var off = -reach; off <= reach; off++)
        {
            if (centre + off is >= 0 and < StepBins)
            {
                var x = off / (StepSpread * StepsPerOctave);
                _steps[centre + off] += (float)Math.Exp(-0.5 * x * x);
            }
        }

        _stepSum++;
        _stepTime += step;
    }

    private void Enter(double step, double typical)
    {
        var slot = (int)(_count % Capacity);
        var played = Math.Min(step, LongestStep);
        Fade((float)Math.Exp(-played / MemorySeconds));
        var marks = _marks.AsSpan(slot * Marks, Marks);
        marks[(int)AttackMark.Long] = (float)Math.Clamp(step / typical - 1, 0, 2);
        for (var mark = 0; mark < Marks; mark++)
        {
            _sums[mark] += marks[mark] * marks[mark];
        }

        var now = _times[slot];
        _time += played;
        _count++;
        for (var back = 1; back < Count; back++)
        {
            var i = Index(back);
            var lag = (int)Math.Round((now - _times[i]) / LagSeconds);
            if (lag >= Lags)
            {
                break;
            }

            for (var mark = 0; mark < Marks; mark++)
            {
                _lags[mark * Lags + lag] += marks[mark] * _marks[i * Marks + mark];
            }
        }
    }

    private void Fade(float kept)
    {
        Fade(_lags, kept);
        Fade(_sums, kept);
        Fade(_steps, kept);
        _stepSum *= kept;
        _stepTime *= kept;
    }

    private static void Fade(float[] values, float kept)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= kept;
        }
    }

    private int Index(int back) => (int)((_count - 1 - back) % Capacity);
}

/// <summary>What an attack can be marked by.</summary>
internal enum AttackMark
{
    Any = 0,
    Loud = 1,
    Bass = 2,
    Harmony = 3,
    Long = 4,
    Melody = 5,
    Kick = 6,
    Snare = 7,
}
