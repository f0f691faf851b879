using Antiphon.Quantizer;

namespace Antiphon.Replay;

/// <summary>The two words of one frame.</summary>
public readonly record struct HeardWords(long Ordinal, Word Harmonic, Word Percussive);
