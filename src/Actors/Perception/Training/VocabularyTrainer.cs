using System.Globalization;
using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Perception;

/// <summary>
/// Learns a vocabulary from every frame that sounds, by the code that will play it.
/// </summary>
/// <remarks>
/// It walks through the recordings four times, and keeps no more of them than the projected frames:
/// counts and means; covariance; projection; and, when the words are found, the words of it all.
/// Equal recordings, contract and options give equal vocabularies, whatever the threads.
/// </remarks>
/// <param name="contract">What the recordings were heard under.</param>
/// <param name="options">How to learn.</param>
public sealed class VocabularyTrainer(PerceptionContract contract, TrainingOptions options)
{
    private readonly VocabularyOptions _vocabulary = contract.Vocabulary;

    /// <summary>Learns.</summary>
    /// <param name="recordings">In order; each starts cold.</param>
    /// <param name="runtime">Where this is.</param>
    /// <param name="progress">Told of each stage as it goes.</param>
    /// <returns>The vocabulary, still without a probe.</returns>
    /// <exception cref="TooLittleAudioException">Too few frames sound.</exception>
    /// <exception cref="QuantizerException">The encoder gave a number that is none.</exception>
    public Vocabulary Train(
        IReadOnlyList<TrainingRecording> recordings,
        RuntimeFingerprint runtime,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var corpus = new TrainingSet(recordings, cancellation);
        var census = new TrainingCensus(
            corpus, contract.TokensPerSegment, Say(progress, TrainingStage.Listening));
        RequireEnough(census);
        var fits = Fits(recordings.Count, census);
        var (harmonic, percussive) = (fits[0], fits[^1]);
        corpus.WalkNormalised(
            Features(harmonic, percussive),
            (recording, stem, index, frame) =>
                Of(fits, stem).AddToCovariance(recording, stem, index, frame),
            Say(progress, TrainingStage.FindingAxes));
        fits.ForEach(fit => fit.FindAxes());
        corpus.WalkNormalised(
            Features(harmonic, percussive),
            (recording, stem, index, frame) =>
                Of(fits, stem).Keep(recording, stem, index, frame),
            Say(progress, TrainingStage.Projecting));
        var books = FindWords(fits, progress, cancellation);
        var (statistics, hearings) = Tokenize(corpus, books[0], books[^1], progress);
        var audit = new TrainingAudit(
            census.Segments,
            contract.TokensPerSegment,
            census.Audit(Stem.Harmonic, harmonic.Kept(Stem.Harmonic)),
            census.Audit(Stem.Percussive, percussive.Kept(Stem.Percussive)));
        RequireBalance(audit, statistics);
        return new Vocabulary
        {
            Contract = contract,
            Harmonic = books[0],
            Percussive = books[^1],
            HarmonicStatistics = statistics[0],
            PercussiveStatistics = statistics[1],
            Audit = audit,
            Recordings = [.. recordings
                .Where(recording => recording.OffsetSamples == 0)
                .Select(recording => recording.Name)],
            Hearings = hearings,
            Seed = (ulong)options.Seed,
            Runtime = runtime,
        };
    }

    private List<CodebookFit> Fits(int recordings, TrainingCensus census)
    {
        IReadOnlyList<Stem>[] groups = _vocabulary.Stems == VocabularyStems.Shared
            ? [TrainingSet.Stems]
            : [[Stem.Harmonic], [Stem.Percussive]];
        return [.. groups.Select(
            stems => new CodebookFit(stems, recordings, census, _vocabulary, options))];
    }

    private List<Codebook> FindWords(
        List<CodebookFit> fits,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        var say = Say(progress, TrainingStage.Clustering);
        return [.. fits.Select((fit, i) => fit.FindWords(
            (ulong)options.Seed + (ulong)i,
            new DirectProgress(done => say((i + done) / fits.Count)),
            cancellation))];
    }

    private (StemStatistics[] Statistics, IReadOnlyList<TrainingHearing> Hearings) Tokenize(
        TrainingSet corpus,
        Codebook harmonic,
        Codebook percussive,
        IProgress<TrainingProgress>? progress)
    {
        var quantizer = new FrameQuantizer(harmonic, percussive, _vocabulary);
        StemTally[] tallies =
            [.. TrainingSet.Stems.Select(stem => new StemTally(stem, _vocabulary.TokenCount))];
        using var hash = new TokenStreamHash();
        var hearings = new List<TrainingHearing>();
        void Break()
        {
            quantizer.Reset();
            Array.ForEach(tallies, tally => tally.Break());
        }

        corpus.Walk(
            _ => Break(),
            (_, segment) =>
            {
                foreach (var token in quantizer.Quantize(segment).Tokens)
                {
                    hash.Append(token);
                    Array.ForEach(tallies, tally => tally.Add(token));
                }
            },
            Break,
            recording => hearings.Add(
                corpus.Recordings[recording].ToHearing(hash.ToHexAndRestart())),
            Say(progress, TrainingStage.Tokenizing));
        return ([.. tallies.Select(tally => tally.ToStatistics())], hearings);
    }

    private void RequireEnough(TrainingCensus census)
    {
        var needed = options.LeastFramesPerToken * (long)_vocabulary.TokenCount;
        if (_vocabulary.Stems == VocabularyStems.Shared)
        {
            RequireEnough(
                "both stems",
                census.VectorsHeardOnce(Stem.Harmonic) + census.VectorsHeardOnce(Stem.Percussive),
                needed);
            return;
        }

        RequireEnough("the harmonic stem", census.VectorsHeardOnce(Stem.Harmonic), needed);
        RequireEnough("the percussive stem", census.VectorsHeardOnce(Stem.Percussive), needed);
    }

    private void RequireEnough(string where, long heard, long needed)
    {
        if (heard < needed)
        {
            var seconds = (needed - heard) * (double)FrameGrid.SegmentSamples
                / contract.TokensPerSegment / SampleRate.Hz;
            FormattableString message =
                $"""
                too little sound to learn from: {heard} frames of {where} are above the gate,
                {needed} are needed ({options.LeastFramesPerToken} for each of
                {_vocabulary.TokenCount} words); give about {Math.Ceiling(seconds)} s more
                """;
            throw new TooLittleAudioException(
                message.ToString(CultureInfo.InvariantCulture).ReplaceLineEndings(" "));
        }
    }

    private static void RequireBalance(TrainingAudit audit, StemStatistics[] statistics)
    {
        if (!audit.IsBalanced
            || statistics[0].Frames != audit.Harmonic.Vectors
            || statistics[1].Frames != audit.Percussive.Vectors)
        {
            throw new InvalidOperationException(
                $"the recordings changed while they were learned from: {audit}");
        }
    }

    private static CausalFeatures Features(CodebookFit harmonic, CodebookFit percussive) =>
        new(harmonic.CreateFeatures(), percussive.CreateFeatures());

    private static CodebookFit Of(List<CodebookFit> fits, Stem stem) =>
        fits[stem == Stem.Harmonic ? 0 : ^1];

    private static Action<double> Say(IProgress<TrainingProgress>? progress, TrainingStage stage) =>
        fraction => progress?.Report(new TrainingProgress(stage, fraction));

    private sealed class DirectProgress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}

/// <summary>There is too little sound above the gate to learn a vocabulary from.</summary>
public sealed class TooLittleAudioException(string message) : VocabularyRefusedException(message);

/// <summary>How far training is.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Fraction">Share of this stage that is done, 0 … 1.</param>
public readonly record struct TrainingProgress(TrainingStage Stage, double Fraction);

/// <summary>What the trainer is at.</summary>
public enum TrainingStage
{
    /// <summary>Hears the recordings: counts, means and variances.</summary>
    Listening = 0,

    /// <summary>Gathers the covariance and finds the principal axes.</summary>
    FindingAxes = 1,

    /// <summary>Brings the frames into the space of words.</summary>
    Projecting = 2,

    /// <summary>Gathers frames into words.</summary>
    Clustering = 3,

    /// <summary>Puts the recordings into words, as live.</summary>
    Tokenizing = 4,
}
