namespace Antiphon.Measures;

/// <summary>
/// Several performances as one: each measure is the mean of those that define it.
/// </summary>
internal static class MeanOfRuns
{
    /// <summary>The means; null where no performance defines a measure.</summary>
    public static MusicalMeasures Of(IReadOnlyList<MusicalMeasures> runs)
    {
        double? Mean(Func<MusicalMeasures, double?> measure) => runs.Average(measure);
        MusicalMeasures.Spread Spread(Func<MusicalMeasures, MusicalMeasures.Spread> measure) =>
            new(Mean(run => measure(run).P5), Mean(run => measure(run).P95));
        return new MusicalMeasures
        {
            Seconds = Mean(run => run.Seconds),
            HarmonicAgreement = Mean(run => run.HarmonicAgreement),
            HarmonicAgreementDefinedShare = Mean(run => run.HarmonicAgreementDefinedShare),
            ReplyDelaySeconds = new(
                Mean(run => run.ReplyDelaySeconds.P50), Mean(run => run.ReplyDelaySeconds.P95)),
            OverlapShare = Mean(run => run.OverlapShare),
            DensityRatio = Mean(run => run.DensityRatio),
            LongestCopiedRun = Mean(run => run.LongestCopiedRun),
            JumpRate = Mean(run => run.JumpRate),
            MatchShare = Mean(run => run.MatchShare),
            Distinct4gramsPerMinute = Mean(run => run.Distinct4gramsPerMinute),
            NotesPerMinute = Mean(run => run.NotesPerMinute),
            LongestSilenceSeconds = Mean(run => run.LongestSilenceSeconds),
            LongestOwnSilenceSeconds = Mean(run => run.LongestOwnSilenceSeconds),
            Register = new(Spread(run => run.Register.Melody), Spread(run => run.Register.Bass)),
            Velocity = new(Spread(run => run.Velocity.Melody), Spread(run => run.Velocity.Bass)),
            RecallOnsetF = Mean(run => run.RecallOnsetF),
            RecallPitchClassShare = Mean(run => run.RecallPitchClassShare),
        };
    }
}
