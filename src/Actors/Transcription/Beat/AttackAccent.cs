namespace Antiphon.Transcription;

/// <summary>
/// How much an attack speaks for a beat: louder than before, in the bass, a new harmony, a chord,
/// kick and snare, and the long note before it.
/// </summary>
/// <remarks>
/// These are the accents of Lerdahl and Jackendoff (1983): metrical preference rules for stress,
/// length, bass and harmony. Not thread-safe; allocates nothing once made.
/// </remarks>
internal sealed class AttackAccent
{
    private const double LoudnessRangeDb = 12;
    private const double LoudnessBase = 1.5;
    private const double LoudnessRate = 0.1;
    private const int HighestBass = 52;
    private const int Lows = 24;
    private const double BassShare = 0.35;
    private const double BassAccent = 1.8;
    private const int ChordKeys = 3;
    private const double ChordAccent = 1.25;
    private const double HarmonyAccent = 1.5;
    private const double DrumAccent = 1.5;
    private const double HarmonyKept = 0.8;
    private const int Steps = 12;
    private const double LongSteps = 1.4;
    private const double LongestStep = 1.2;
    private const int PitchClasses = 12;

    private readonly int[] _lows = new int[Lows];
    private readonly double[] _steps = new double[Steps];
    private readonly double[] _sorted = new double[Steps];
    private readonly double[] _chroma = new double[PitchClasses];
    private int _lowCount;
    private int _stepCount;
    private double? _loudness;
    private double? _last;

    /// <summary>When the attack before was, if the newest came late after it, s.</summary>
    public double? LongBefore { get; private set; }

    /// <summary>How new the newest attack's harmony is, 0…1.</summary>
    public double Newness { get; private set; }

    /// <summary>Whether the newest attack is in the bass.</summary>
    public bool IsBass { get; private set; }

    /// <summary>How far it is above the loudness of before, −1…1.</summary>
    public double Stress { get; private set; }

    /// <summary>Attacks a second in the newest playing, 0 where unknown.</summary>
    public double Rate { get; private set; }

    /// <summary>The median time between the newest attacks, s; infinite while unknown.</summary>
    public double TypicalStep { get; private set; } = double.PositiveInfinity;

    /// <summary>Hears the next attack.</summary>
    /// <returns>How much it speaks for a beat, 1 neutral.</returns>
    public double Hear(in AttackGroup group)
    {
        var level = _loudness ?? group.LoudnessDb;
        Stress = Math.Clamp((group.LoudnessDb - level) / LoudnessRangeDb, -1, 1);
        _loudness = level + LoudnessRate * (group.LoudnessDb - level);
        var accent = Math.Pow(LoudnessBase, Stress);
        HearKeys(group);
        accent *= IsBass ? BassAccent : 1;
        accent *= group.Keys >= ChordKeys ? ChordAccent : 1;
        accent *= 1 + (HarmonyAccent - 1) * Newness;
        accent *= group.Has(DrumClass.Kick) ? DrumAccent : 1;
        accent *= group.Has(DrumClass.Snare) ? DrumAccent : 1;
        HearStep(group.Seconds);
        return accent;
    }

    public void Reset()
    {
        (_lowCount, _stepCount) = (0, 0);
        (_loudness, _last, LongBefore) = (null, null, null);
        (Newness, Stress, Rate, IsBass) = (0, 0, 0, false);
        TypicalStep = double.PositiveInfinity;
        Array.Clear(_chroma);
    }

    private void HearKeys(in AttackGroup group)
    {
        IsBass = false;
        Newness = 0;
        if (group.Keys == 0)
        {
            return;
        }

        _lows[_lowCount++ % Lows] = group.Lowest;
        var known = Math.Min(_lowCount, Lows);
        var below = 0;
        for (var i = 0; i < known; i++)
        {
            below += _lows[i] < group.Lowest ? 1 : 0;
        }

        IsBass = group.Lowest <= HighestBass && below <= BassShare * known;
        var total = _chroma.Sum();
        var classes = 0;
        for (var pitchClass = 0; pitchClass < PitchClasses; pitchClass++)
        {
            if ((group.PitchClasses & 1 << pitchClass) != 0)
            {
                classes++;
                Newness += total > 0
                    ? 1 - Math.Min(1, 4 * _chroma[pitchClass] / total) : 1;
            }

            _chroma[pitchClass] *= HarmonyKept;
        }

        Newness /= classes;
        for (var pitchClass = 0; pitchClass < PitchClasses; pitchClass++)
        {
            _chroma[pitchClass] += group.PitchClasses >> pitchClass & 1;
        }
    }

    private void HearStep(double seconds)
    {
        LongBefore = null;
        var step = seconds - _last ?? 0;
        if (step > 0)
        {
            if (step > LongSteps * TypicalStep)
            {
                LongBefore = _last;
            }

            _steps[_stepCount++ % Steps] = step;
            TypicalStep = MedianStep();
        }

        _last = Math.Max(seconds, _last ?? seconds);
        Rate = MeasureRate();
    }

    private double MedianStep()
    {
        var known = Math.Min(_stepCount, Steps);
        if (known < 4)
        {
            return double.PositiveInfinity;
        }

        var sorted = _sorted.AsSpan(0, known);
        _steps.AsSpan(0, known).CopyTo(sorted);
        sorted.Sort();
        return sorted[known / 2];
    }

    private double MeasureRate()
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < Math.Min(_stepCount, Steps); i++)
        {
            if (_steps[i] < LongestStep)
            {
                sum += _steps[i];
                count++;
            }
        }

        return count > 3 ? count / sum : 0;
    }
}
