using Antiphon.MemoryBuffer;
using Antiphon.MemoryBuffer.Io;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.MemoryBuffer;

public sealed class CorpusFileTests : IDisposable
{
    private static readonly Corpus Whole = Heard().Label(new("tune", 0.5, 1.25, "verse"));

    private const string Unheard =
        """[{"name":"tune","seconds":2.8,"frames":208},{"name":"row","seconds":1,"frames":3}]""";

    private const string LongerMusic = """
        [{"name":"tune","seconds":2.8,"frames":TUNE,
          "music":{"notes":2,"beats":3,"chords":2,"keys":2}},
         {"name":"row","seconds":1,"frames":3,
          "music":{"notes":1,"beats":0,"chords":0,"keys":0}}]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("antiphon-corpus").FullName;

    private string FilePath => Path.Combine(_folder, "c.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_of_it_comes_back()
    {
        CorpusFile.Save(FilePath, Whole);
        var loaded = CorpusFile.Load(FilePath, Corpora.Tongue);
        Assert.Equal(Whole.Tongue, loaded.Tongue);
        Assert.Equal(Whole.Regions, loaded.Regions);
        Assert.Equal(
            Whole.Recordings.Select(one => (one.Name, one.Seconds)),
            loaded.Recordings.Select(one => (one.Name, one.Seconds)));
        foreach (var (kept, read) in Whole.Recordings.Zip(loaded.Recordings))
        {
            Assert.Equal<RememberedFrame>(kept.Frames, read.Frames);
            Assert.Equal<bool>(kept.Breaks, read.Breaks);
            Assert.Equal<RecordedNote>(kept.Music.Notes, read.Music.Notes);
            Assert.Equal<RecordedBeat>(kept.Music.Beats, read.Music.Beats);
            Assert.Equal<RecordedChord>(kept.Music.Chords, read.Music.Chords);
            Assert.Equal<RecordedKey>(kept.Music.Keys, read.Music.Keys);
        }

        Assert.Contains(loaded.Recordings[0].Frames, frame => frame.Descriptors.F0Hz is null);
        Assert.Contains(loaded.Recordings[1].Breaks, broken => broken);
    }

    [Fact]
    public void Words_of_another_vocabulary_are_refused_and_both_are_named()
    {
        CorpusFile.Save(FilePath, Whole);
        var here = new VocabularyId("c0ffee", "fedcba9876543210", "mine.safetensors");
        var message = Refusal(() => CorpusFile.Load(FilePath, here));
        Assert.Contains("words (0123456789ab)", message, StringComparison.Ordinal);
        Assert.Contains("mine.safetensors (fedcba987654)", message, StringComparison.Ordinal);
        Assert.Contains(FilePath, message, StringComparison.Ordinal);
        Refusal(() => CorpusFile.Load(FilePath, Corpora.Tongue with { ContractSha256 = "beef" }));
    }

    [Fact]
    public void What_is_not_there_or_no_corpus_is_refused()
    {
        Assert.Contains("no corpus", Refusal(() => CorpusFile.Load(FilePath)));
        File.WriteAllText(FilePath, "hello");
        Assert.Contains("that can be read", Refusal(() => CorpusFile.Load(FilePath)));
        SafeTensorsFile.Write(FilePath, new([], new Dictionary<string, string>()));
        Assert.Contains("but no corpus", Refusal(() => CorpusFile.Load(FilePath)));
        Assert.Throws<SafeTensorsException>(
            () => CorpusFile.Save(Path.Combine(FilePath, "x"), Whole));
    }

    [Theory]
    [InlineData("formatVersion", "1", "an older format")]
    [InlineData("formatVersion", "9", "a newer format")]
    [InlineData("recordings", "[]", "does not fit its frames")]
    [InlineData("recordings", "[null]", "does not fit its frames")]
    [InlineData("recordings", Unheard, "does not fit its frames")]
    [InlineData("recordings", LongerMusic, "music of its recordings")]
    [InlineData("regions", "[null]", "lies nowhere")]
    [InlineData("regions", "{", "a record in it")]
    public void Texts_that_do_not_fit_are_refused(string key, string text, string why)
    {
        var document = CorpusTensors.Write(Whole);
        var frames = $"{Whole.Recordings[0].Frames.Length}";
        var metadata = new Dictionary<string, string>(document.Metadata)
        {
            [key] = text.Replace("TUNE", frames, StringComparison.Ordinal),
        };
        SafeTensorsFile.Write(FilePath, document with { Metadata = metadata });
        Assert.Contains(why, Refusal(() => CorpusFile.Load(FilePath)), StringComparison.Ordinal);
    }

    [Fact]
    public void Random_damage_never_ends_in_anything_but_the_refusal()
    {
        CorpusFile.Save(FilePath, Whole);
        var bytes = File.ReadAllBytes(FilePath);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, 20 * bytes.Length]).Sample(
            (at, value, length) =>
            {
                var damaged = bytes[..Math.Min(length, bytes.Length)];
                if (at < damaged.Length)
                {
                    damaged[at] = value;
                }

                var path = Path.Combine(_folder, "damaged");
                File.WriteAllBytes(path, damaged);
                try
                {
                    PriorMemory.Of(CorpusFile.Load(path), TokenSimilarity.Exact, new());
                }
                catch (CorpusRefusedException)
                {
                    // The refusal is the only way out.
                }
            },
            iter: 500,
            threads: 1);
    }

    private static Corpus Heard()
    {
        var tune = new CorpusLearner("tune");
        var moments = Performance.Tokens(2.8, t => new Moment(
            t % 0.7 < 0.35 ? 60 + t : null, t % 0.5 < 0.25, -20 - t, 3 * t));
        foreach (var token in moments)
        {
            tune.Hear(token);
        }

        return new Corpus
        {
            Tongue = Corpora.Tongue,
            Recordings =
            [
                tune.Close() with { Music = Sung() }, Corpora.Recording("row", 1, 2, -1, 3),
            ],
        };
    }

    /// <summary>Two seconds of music, of every kind that a recording may have.</summary>
    internal static RecordedMusic Sung() => new()
    {
        Notes =
        [
            new RecordedNote(At(0.5), At(0.9), 60, -20), new RecordedNote(At(0.5), At(1), 127, -3),
        ],
        Beats =
        [
            new RecordedBeat(At(0.5), 0, 0), new RecordedBeat(At(1), 4, 3),
            new RecordedBeat(At(1.5), 7, 6),
        ],
        Chords =
        [
            new RecordedChord(At(0.5), new Chord(11, ChordKind.Diminished7, 0, 0.25)),
            new RecordedChord(At(1), new Chord(0, ChordKind.Major, 4, 1)),
        ],
        Keys =
        [
            new RecordedKey(At(0.5), new MusicalKey(9, IsMinor: true, 0.5)),
            new RecordedKey(At(2), new MusicalKey(0, IsMinor: false, 0.75)),
        ],
    };

    private static SampleTime At(double seconds) => SampleTime.FromSeconds(seconds);

    private static string Refusal(Action action) =>
        Assert.Throws<CorpusRefusedException>(action).Message;
}
