using System.Collections.Immutable;

namespace Antiphon.MemoryBuffer;

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
    ImmutableArray<bool> Breaks);
