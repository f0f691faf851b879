using Antiphon.Flow;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Diagnosis;

/// <summary>Says in plain sentences what the figures of a diagnosis mean.</summary>
public static class DiagnosisVerdict
{
    // Unlike more than the draws scatter: twice their standard deviation, and two words.
    private const double Spreads = 2;
    private const double LeastWords = 2;

    /// <param name="sameRuntime">
    /// True when the vocabulary was learned on this machine and runtime, where words must be equal.
    /// </param>
    public static IEnumerable<string> Of(DiagnosisReport report, bool sameRuntime)
    {
        yield return Identity(report.IdenticalToTraining, sameRuntime);
        foreach (var stem in Enum.GetValues<Stem>())
        {
            if (report.Row(DiagnosisRowNames.LiveAllFrames, stem) is not { N: > 0 })
            {
                yield return $"{stem}: it rests throughout, so there is nothing to say of it.";
                continue;
            }

            yield return AllFrames(report, stem);
            yield return Averages(report, stem);
            yield return Separation(report, stem);
            if (report.Row(DiagnosisRowNames.RetrainedAverages, stem) is { } refitted)
            {
                yield return Text($"{stem}: words fitted to averages give averages ")
                    + Text($"{refitted.Unique:0} words, one every 350 ms.");
            }

            yield return Index(report, stem);
        }

        yield return Shifts(report);
    }

    private static string Identity(bool? identical, bool sameRuntime) => identical switch
    {
        true => "Live is identical to training: every frame got the words that training gave it.",
        null =>
            "The vocabulary does not say that it was learned from this recording, so there is no "
            + "training to be identical to.",
        false when !sameRuntime =>
            "Live is NOT identical to training. The vocabulary was learned on another machine or "
            + "runtime, where last digits differ; learn it here and compare again.",
        false =>
            "Live is NOT identical to training, on the runtime that learned. Either the gate was "
            + "set otherwise, or this rig hears wrongly: set the gate back, else learn anew.",
    };

    private static string AllFrames(DiagnosisReport report, Stem stem)
    {
        var training = report.Row(DiagnosisRowNames.Training, stem)!;
        var live = report.Row(DiagnosisRowNames.LiveAllFrames, stem)!;
        return Text($"{stem}: live uses {live.Unique:0} words ({training.Unique:0} in training), ")
            + Text($"the most frequent {live.Top1Share:P1} of the time ({training.Top1Share:P1}).");
    }

    private static string Averages(DiagnosisReport report, Stem stem)
    {
        var averaged = report.Row(DiagnosisRowNames.LiveAveraged, stem)!;
        var control = report.Row(DiagnosisRowNames.EqualNControl, stem)!;
        var dense = report.Row(DiagnosisRowNames.DenseAveraged, stem)!;
        var fewer = control.Unique - averaged.Unique;
        var cause = fewer > Math.Max(LeastWords, Spreads * control.UniqueAtEqualN.Spread)
            ? "so averaging itself takes words away"
            : "so it is their small number that leaves words out, not the averaging";
        return Text($"{stem}: averages of segments use {averaged.Unique:0} words, as many single ")
            + Text($"frames {control.Unique:0} ± {control.UniqueAtEqualN.Spread:0.0}, {cause}; ")
            + Text($"averages every 7 ms use {dense.Unique:0}, ")
            + Text($"the most frequent {dense.Top1Share:P1} of the time.");
    }

    private static string Separation(DiagnosisReport report, Stem stem)
    {
        var live = report.Row(DiagnosisRowNames.LiveAllFrames, stem)!;
        var unsplit = report.Row(DiagnosisRowNames.Unsplit, stem)!;
        var change = live.Perplexity / Math.Max(1, unsplit.Perplexity);
        var what = change switch
        {
            > 1.1 => "splitting the sound makes them more varied",
            < 0.9 => "splitting the sound makes them less varied",
            _ => "splitting the sound hardly changes how varied they are",
        };
        return Text($"{stem}: unsplit sound would use {unsplit.Unique:0} words, as if ")
            + Text($"{unsplit.Perplexity:0} were equally frequent, against {live.Perplexity:0}: ")
            + Text($"{what}.");
    }

    private static string Index(DiagnosisReport report, Stem stem)
    {
        var told = report.IndexInformation[(int)stem];
        var meaning = told.Excess <= DiagnosisReport.MostIndexExcess
            ? "words say what sounds, not where in the segment"
            : "too much: words say where in the segment a sound lies; choose another encoder";
        return Text($"{stem}: a word tells {told.Normalised:0.000} of its frame's index, ")
            + Text($"{Math.Abs(told.Excess):0.000} {(told.Excess < 0 ? "less" : "more")} than ")
            + Text($"chance (at most {DiagnosisReport.MostIndexExcess} more): {meaning}.");
    }

    private static string Shifts(DiagnosisReport report)
    {
        var shares = report.Shifts.Select(shift => shift.Value.Share is { } share
            ? Text($"{share:P0} after {shift.Key} samples")
            : Text($"nothing to compare after {shift.Key} samples"));
        return $"Begun later, the rig gives a sound the same word: {string.Join(", ", shares)}.";
    }
}
