using Antiphon.Encoder;
using Antiphon.Perception;

namespace Antiphon.Diagnosis;

/// <summary>Puts averages into words, and fits words to averages.</summary>
public static class AveragedTokens
{
    /// <summary>The words that a vocabulary has for averages, from a cold start.</summary>
    /// <param name="means">What <see cref="SegmentMean"/> made, in order.</param>
    public static IEnumerable<HeardFrame> Of(
        Vocabulary vocabulary, IEnumerable<SegmentEncoded> means)
    {
        var quantizer = vocabulary.CreateQuantizer();
        return means.SelectMany(mean => quantizer.Quantize(mean).Tokens).Select(HeardFrame.Of);
    }

    /// <summary>
    /// Learns anew, by the trainer of every vocabulary, under the contract of one that hears the
    /// mean of each segment.
    /// </summary>
    /// <param name="contract">The contract of the vocabulary that is looked at.</param>
    /// <param name="hearings">Averages of hearings begun at different points, in order.</param>
    /// <exception cref="TooLittleAudioException">Too few averages for its words.</exception>
    public static Vocabulary Refit(
        PerceptionContract contract,
        TrainingOptions options,
        IEnumerable<IEnumerable<SegmentEncoded>> hearings,
        RuntimeFingerprint runtime)
    {
        var averaged = contract with { Pooling = PerceptionContract.PoolingSegmentMean };
        return new VocabularyTrainer(averaged, options).Train(
            [.. hearings.Select(means => new TrainingRecording("averages", means))], runtime);
    }
}
