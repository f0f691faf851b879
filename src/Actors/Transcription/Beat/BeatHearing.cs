namespace Antiphon.Transcription;

/// <summary>From attack to attack: what the beat is.</summary>
/// <remarks>
/// A filter finds the pulse, a line through the newest attacks makes it fine, and a choice among
/// its relatives says which of them is the beat. Not thread-safe; allocates nothing once made.
/// </remarks>
internal sealed class BeatHearing(PulseModel model)
{
    private const int LeastAttacks = 4;
    private const double LongAccent = 2.5;
    private const double LongWeight = 0.5;
    private const double SurenessRate = 0.25;

    private readonly AttackAccent _accent = new();
    private readonly PulseFilter _filter = new(model);
    private readonly PulseFit _fit = new();
    private readonly RhythmMemory _memory = new();

    /// <summary>The beat as of <see cref="Now"/>; null before four attacks.</summary>
    public PulseEstimate? Beat { get; private set; }

    /// <summary>The time of the newest attack, s.</summary>
    public double Now => _filter.Now;

    /// <summary>How the level was chosen.</summary>
    public LevelChooser Levels { get; } = new();

    /// <summary>Where the bars are.</summary>
    public BarHearing Bars { get; } = new();

    /// <summary>That <see cref="Beat"/> is right, over the newest attacks, 0…1.</summary>
    public double Sureness { get; private set; }

    public void Hear(in AttackGroup group)
    {
        var accent = _accent.Hear(group);
        _filter.Hear(group.Seconds, accent, 1);
        if (_accent.LongBefore is { } before)
        {
            _filter.HearAgain(before, LongAccent, LongWeight);
        }

        _fit.Add(group.Seconds, accent);
        _memory.Hear(group, _accent);
        if (_fit.Count >= LeastAttacks)
        {
            var pulse = _fit.Refine(_filter.Belief.Best(_accent.Rate), _filter.Now);
            var beat = Levels.Choose(pulse, _filter, _memory);
            Sureness = Beat is null
                ? beat.Sureness : Sureness + SurenessRate * (beat.Sureness - Sureness);
            Beat = beat;
            Bars.Hear(beat, _filter.Now, _memory);
        }
    }

    public void Reset()
    {
        _accent.Reset();
        _filter.Reset();
        _fit.Reset();
        _memory.Reset();
        Levels.Reset();
        Bars.Reset();
        (Beat, Sureness) = (null, 0);
    }
}
