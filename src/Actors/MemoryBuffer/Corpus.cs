using System.Collections.Immutable;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// Recordings as a rig heard them, word by word, to be remembered before the first sound.
/// </summary>
public sealed record Corpus
{
    /// <summary>The words that all of it is spoken in.</summary>
    public required VocabularyId Tongue { get; init; }

    /// <summary>The recordings, each under a name of its own.</summary>
    public required IReadOnlyList<CorpusRecording> Recordings { get; init; }

    /// <summary>Labelled stretches of them; they may overlap.</summary>
    public IReadOnlyList<CorpusRegion> Regions { get; init; } = [];

    /// <summary>One corpus of two, the recordings of this one first.</summary>
    /// <exception cref="CorpusRefusedException">
    /// They speak different words, or both hold a recording of the same name.
    /// </exception>
    public Corpus Merge(Corpus other)
    {
        Tongue.Require(other.Tongue, "one corpus", "the other");
        if (Recordings.FirstOrDefault(recording => other.Find(recording.Name) is not null)
            is { } twice)
        {
            throw new CorpusRefusedException(
                $"both hold a recording named '{twice.Name}'; "
                + "rename one file and build its corpus again");
        }

        return this with
        {
            Recordings = [.. Recordings, .. other.Recordings],
            Regions = [.. Regions, .. other.Regions],
        };
    }

    /// <summary>The corpus with one more region.</summary>
    /// <exception cref="CorpusRefusedException">
    /// There is no such recording, or the stretch does not lie in it.
    /// </exception>
    public Corpus Label(CorpusRegion region)
    {
        var recording = Find(region.Recording) ?? throw new CorpusRefusedException(
            $"it holds no recording named '{region.Recording}'; choose one of: "
            + string.Join(", ", Recordings.Select(one => one.Name)));
        if (!(region.FromSeconds >= 0 && region.ToSeconds > region.FromSeconds
            && region.FromSeconds < recording.Seconds))
        {
            throw new CorpusRefusedException(FormattableString.Invariant(
                $"{region.FromSeconds} to {region.ToSeconds} s is no stretch of ")
                + FormattableString.Invariant(
                    $"'{region.Recording}', which lasts {recording.Seconds:0.0} s"));
        }

        return string.IsNullOrWhiteSpace(region.Label)
            ? throw new CorpusRefusedException("a label needs a text")
            : this with { Regions = [.. Regions, region] };
    }

    /// <summary>The recording of this name, or null.</summary>
    public CorpusRecording? Find(string name) =>
        Recordings.FirstOrDefault(recording => recording.Name == name);
}

/// <summary>One recording of a corpus: those of its frames that are learned.</summary>
/// <param name="Name">Its name, unlike any other of the corpus.</param>
/// <param name="Seconds">How long the recording is.</param>
/// <param name="Frames">In order; times from the beginning of the recording.</param>
/// <param name="Breaks">
/// For each frame, whether something is missing before it: it continues nothing.
/// </param>
public sealed record CorpusRecording(
    string Name,
    double Seconds,
    ImmutableArray<RememberedFrame> Frames,
    ImmutableArray<bool> Breaks)
{
    /// <summary>What it is as music.</summary>
    public RecordedMusic Music { get; init; } = RecordedMusic.Nothing;
}

/// <summary>
/// A corpus cannot be used or made; the message says what, where and what to do.
/// </summary>
public class CorpusRefusedException : Exception
{
    public CorpusRefusedException(string message)
        : base(message)
    {
    }

    public CorpusRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>A labelled stretch of a recording.</summary>
/// <param name="Recording">Name of the recording.</param>
/// <param name="FromSeconds">Where it begins.</param>
/// <param name="ToSeconds">Where it ends; frames from here on are outside.</param>
/// <param name="Label">What it is called; several regions may share a label.</param>
public sealed record CorpusRegion(
    string Recording, double FromSeconds, double ToSeconds, string Label);
