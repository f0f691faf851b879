using Antiphon.Quantizer;

namespace Antiphon.Host.Composition;

/// <summary>The two words of one frame.</summary>
internal readonly record struct HeardWords(long Ordinal, Word Harmonic, Word Percussive);
