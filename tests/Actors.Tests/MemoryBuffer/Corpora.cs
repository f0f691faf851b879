using Antiphon.Flow;
using Antiphon.MemoryBuffer;

namespace Antiphon.Tests.MemoryBuffer;

/// <summary>Small corpora made by hand.</summary>
internal static class Corpora
{
    public static VocabularyId Tongue { get; } = new("c0ffee", "0123456789abcdef", "words");

    /// <summary>A corpus of recordings that each speak a row of harmonic words.</summary>
    public static Corpus Of(params (string Name, int[] Words)[] recordings) => new()
    {
        Tongue = Tongue,
        Recordings = [.. recordings.Select(one => Recording(one.Name, one.Words))],
    };

    /// <summary>A recording; words below 0 stand for a gap.</summary>
    public static CorpusRecording Recording(string name, params int[] words)
    {
        var ear = new CorpusLearner(name);
        for (var i = 0; i < words.Length; i++)
        {
            var token = Performance.Speaking(i, Math.Max(0, words[i]));
            ear.Hear(words[i] < 0 ? new Gap(token.Place, "lost by a test") : token);
        }

        return ear.Close();
    }
}
