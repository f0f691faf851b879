namespace Antiphon.Transcription;

/// <summary>Which of the pulses that share their places is the beat.</summary>
/// <remarks>
/// A log-linear choice: a candidate's score is the weighted sum of its
/// <see cref="LevelEvidence"/>, and its probability <c>exp(score) / Σ exp(score)</c>. What was the
/// beat before has a bonus, so that the level does not flicker. Not thread-safe; allocates nothing
/// once made.
/// </remarks>
internal sealed class LevelChooser
{
    // The bonus of what was the beat before, and how near to it is the same.
    private const double StayBonus = 1;
    private const double SameTempo = 0.08;
    private const double SamePlace = 0.17;

    // Players change their tempo sooner than its level: where the pulse steps, the level goes with
    // it, and for so many attacks has a larger bonus, until what was heard before has faded.
    private const double LeastMove = 0.03;
    private const double MostMove = 0.16;
    private const double MovedBonus = 4;
    private const int MovedAttacks = 16;

    private readonly LevelEvidence _evidence = new();
    private readonly double[] _numbers = new double[LevelCandidates.Most * LevelEvidence.Count];
    private readonly PulseEstimate[] _candidates = new PulseEstimate[LevelCandidates.Most];
    private readonly double[] _scores = new double[LevelCandidates.Most];
    private int _count;
    private PulseEstimate? _chosen;
    private double _chosenAt;
    private double _pulseSeconds;
    private int _moved;

    /// <summary>The candidates of the newest choice.</summary>
    public ReadOnlySpan<PulseEstimate> Candidates => _candidates.AsSpan(0, _count);

    /// <summary>What spoke for and against a candidate.</summary>
    public ReadOnlySpan<double> EvidenceOf(int candidate) =>
        _numbers.AsSpan(candidate * LevelEvidence.Count, LevelEvidence.Count);

    public void Reset() => (_chosen, _pulseSeconds, _moved) = (null, 0, 0);

    /// <summary>Chooses the beat among a pulse and its relatives.</summary>
    /// <returns>
    /// The beat; its sureness is the choice's probability times the belief in all candidates.
    /// </returns>
    public PulseEstimate Choose(in PulseEstimate pulse, PulseFilter filter, RhythmMemory memory)
    {
        var stepped = Follow(pulse.Seconds);
        _count = LevelCandidates.Of(pulse, _candidates);
        var (best, known) = (0, 0.0);
        var weights = LevelWeights.All;
        for (var i = 0; i < _count; i++)
        {
            var candidate = _candidates[i];
            var numbers = _numbers.AsSpan(i * LevelEvidence.Count, LevelEvidence.Count);
            var belief = filter.Belief.In(candidate);
            known += belief;
            _evidence.Weigh(candidate, filter.Now, belief, memory, numbers);
            var isSame = stepped ? TempoWas(candidate) : WasBefore(candidate, filter.Now);
            _scores[i] = !isSame ? 0 : _moved > 0 ? MovedBonus : StayBonus;
            for (var k = 0; k < numbers.Length; k++)
            {
                _scores[i] += weights[k] * numbers[k];
            }

            best = _scores[i] > _scores[best] ? i : best;
        }

        var sum = 0.0;
        for (var i = 0; i < _count; i++)
        {
            sum += Math.Exp(_scores[i] - _scores[best]);
        }

        var chosen = _candidates[best] with
        {
            Division = LevelEvidence.DivisionOf(_candidates[best], filter.Now, memory),
            Sureness = Math.Min(1, known) / sum,
        };
        (_chosen, _chosenAt) = (chosen, filter.Now);
        return chosen;
    }

    // Whether the pulse stepped to another tempo; what was chosen then goes with it.
    private bool Follow(double seconds)
    {
        var move = _pulseSeconds > 0 ? Math.Abs(Math.Log(seconds / _pulseSeconds)) : 0;
        var stepped = _chosen is not null && move is > LeastMove and < MostMove;
        if (stepped)
        {
            _chosen = _chosen!.Value with
            {
                Seconds = _chosen.Value.Seconds * seconds / _pulseSeconds,
            };
        }

        _moved = stepped ? MovedAttacks : Math.Max(0, _moved - 1);
        _pulseSeconds = seconds;
        return stepped;
    }

    private bool TempoWas(in PulseEstimate candidate) => _chosen is { } was
        && Math.Abs(Math.Log(candidate.Seconds / was.Seconds)) <= SameTempo;

    private bool WasBefore(in PulseEstimate candidate, double now)
    {
        if (_chosen is not { } was || !TempoWas(candidate))
        {
            return false;
        }

        var off = was.Phase + (now - _chosenAt) / was.Seconds - candidate.Phase;
        return Math.Abs(off - Math.Round(off)) < SamePlace;
    }
}
