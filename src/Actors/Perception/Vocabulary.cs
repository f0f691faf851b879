using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Antiphon.Flow;
using Antiphon.Quantizer;

namespace Antiphon.Perception;

/// <summary>
/// What a rig has learned to hear: words, the contract they hold under, and how it went.
/// </summary>
public sealed record Vocabulary
{
    /// <summary>Everything that shaped the words.</summary>
    public required PerceptionContract Contract { get; init; }

    /// <summary>Words of the harmonic stem.</summary>
    public required Codebook Harmonic { get; init; }

    /// <summary>
    /// Words of the percussive stem; the same object when the vocabulary is shared.
    /// </summary>
    public required Codebook Percussive { get; init; }

    /// <summary>Words of the training material, harmonic stem.</summary>
    public required StemStatistics HarmonicStatistics { get; init; }

    /// <summary>Words of the training material, percussive stem.</summary>
    public required StemStatistics PercussiveStatistics { get; init; }

    /// <summary>Where the frames went.</summary>
    public required TrainingAudit Audit { get; init; }

    /// <summary>Names of the recordings, in order.</summary>
    public required IReadOnlyList<string> Recordings { get; init; }

    /// <summary>
    /// What each hearing of each recording became; empty where the file does not say.
    /// </summary>
    public IReadOnlyList<TrainingHearing> Hearings { get; init; } = [];

    /// <summary>The seed of the clustering.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Where it was learned.</summary>
    public required RuntimeFingerprint Runtime { get; init; }

    /// <summary>
    /// The sound by which a rig proves that it still hears alike; null until recorded.
    /// </summary>
    public ProbeRecord? Probe { get; init; }

    public StemStatistics StatisticsOf(Stem stem) =>
        stem == Stem.Harmonic ? HarmonicStatistics : PercussiveStatistics;

    /// <summary>Whether a sound, heard from its beginning, is what it was in training.</summary>
    /// <param name="soundSha256">SHA-256 of its samples, whatever its name is now.</param>
    /// <param name="tokenStreamSha256">See <see cref="TokenStreamHash"/>.</param>
    /// <returns>null when training did not hear it, or the file does not say.</returns>
    public bool? IsHeardAsInTraining(string soundSha256, string tokenStreamSha256) =>
        Hearings
            .Where(heard => heard.SoundSha256 == soundSha256 && heard.OffsetSamples == 0)
            .Select(heard => (bool?)(heard.TokenStreamSha256 == tokenStreamSha256))
            .FirstOrDefault();

    /// <summary>A quantizer at its cold start.</summary>
    public FrameQuantizer CreateQuantizer() => new(Harmonic, Percussive, Contract.Vocabulary);

    /// <summary>
    /// What makes its words what they are, as SHA-256 in lower-case hex: equal for vocabularies
    /// that name every frame alike.
    /// </summary>
    public string WordsSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var words in new[] { Harmonic, Percussive })
        {
            hash.AppendData(MemoryMarshal.AsBytes(words.Mean.Span));
            hash.AppendData(MemoryMarshal.AsBytes(words.Axes.Centre.Span));
            hash.AppendData(MemoryMarshal.AsBytes(words.Axes.Axes.Span));
            hash.AppendData(MemoryMarshal.AsBytes(words.Axes.Variances.Span));
            hash.AppendData(MemoryMarshal.AsBytes(words.Centroids.Span));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Refuses to go on under another contract.</summary>
    /// <param name="here">The contract of this rig.</param>
    /// <param name="path">Where the vocabulary lies, for the message.</param>
    /// <exception cref="VocabularyRefusedException">
    /// It names each field that differs, both values, and the command that learns anew.
    /// </exception>
    public void Require(PerceptionContract here, string path)
    {
        var differences = Contract.Compare(here);
        if (differences.Count > 0)
        {
            throw new VocabularyRefusedException(
                $"{path} was learned by a rig that hears otherwise: "
                + string.Join("; ", differences)
                + $". Set these back, or learn anew: antiphon train AUDIO... --out {path}");
        }
    }
}

/// <summary>A sound, and what the rig that learned the vocabulary made of it.</summary>
/// <param name="SampleRateHz">Rate of the sound, Hz (44,100: the resampler is probed too).</param>
/// <param name="Audio">[samples], mono.</param>
/// <param name="Heard">What was made of it, from a cold start, with the default gate.</param>
public sealed record ProbeRecord(int SampleRateHz, ReadOnlyMemory<short> Audio, ProbeHearing Heard);

/// <summary>
/// What training made of one recording at one grid offset, by which a rig can prove later that it
/// hears this recording just so.
/// </summary>
/// <param name="Recording">The recording's name.</param>
/// <param name="SoundSha256">
/// SHA-256 of its samples as they came from the file, lower-case hex; null where unknown.
/// </param>
/// <param name="OffsetSamples">How late the hearing began, samples at 24 kHz, from 0.</param>
/// <param name="TokenStreamSha256">See <see cref="TokenStreamHash"/>.</param>
public sealed record TrainingHearing(
    string Recording, string? SoundSha256, int OffsetSamples, string TokenStreamSha256);

/// <summary>
/// A vocabulary cannot be used or made; the message says what, where and what to do.
/// </summary>
public class VocabularyRefusedException : Exception
{
    public VocabularyRefusedException(string message)
        : base(message)
    {
    }

    public VocabularyRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
