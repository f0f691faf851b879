using System.Globalization;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;

namespace Antiphon.Host.Output;

/// <summary>What a corpus holds, for people and for machines.</summary>
internal static class CorpusTable
{
    public static void Print(Terminal terminal, Corpus corpus)
    {
        terminal.Line($"words of {corpus.Tongue}");
        terminal.Table(
            ["recording", "seconds", "frames learned", "notes", "beats", "keys", "labels"],
            corpus.Recordings.Select(recording => (IReadOnlyList<string>)
            [
                recording.Name,
                recording.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
                recording.Frames.Length.ToString(CultureInfo.InvariantCulture),
                recording.Music.Notes.Length.ToString(CultureInfo.InvariantCulture),
                recording.Music.Beats.Length.ToString(CultureInfo.InvariantCulture),
                string.Join(", ", KeysOf(recording)),
                string.Join(", ", RegionsOf(corpus, recording).Select(Text)),
            ]));
    }

    public static object Document(Corpus corpus, string path) => new
    {
        File = path,
        corpus.Tongue.Vocabulary,
        corpus.Tongue.VocabularySha256,
        corpus.Tongue.ContractSha256,
        Recordings = corpus.Recordings.Select(recording => new
        {
            recording.Name,
            recording.Seconds,
            Frames = recording.Frames.Length,
            Notes = recording.Music.Notes.Length,
            Beats = recording.Music.Beats.Length,
            Chords = recording.Music.Chords.Length,
            Keys = KeysOf(recording),
            Regions = RegionsOf(corpus, recording).Select(region => new
            {
                region.Label,
                region.FromSeconds,
                region.ToSeconds,
            }),
        }),
    };

    private static IEnumerable<CorpusRegion> RegionsOf(Corpus corpus, CorpusRecording recording) =>
        corpus.Regions.Where(region => region.Recording == recording.Name);

    // The keys it is in, each once, in the order in which they come.
    private static IEnumerable<string> KeysOf(CorpusRecording recording) =>
        recording.Music.Keys.Select(at => at.Key.Name()).Distinct();

    private static string Text(CorpusRegion region) => FormattableString.Invariant(
        $"{region.Label} ({region.FromSeconds:0.0}–{region.ToSeconds:0.0} s)");
}
