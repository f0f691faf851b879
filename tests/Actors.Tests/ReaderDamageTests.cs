using System.Text;
using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Disk.Io;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.MemoryBuffer;
using Antiphon.MemoryBuffer.Io;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
using Antiphon.Replay;
using Antiphon.Replay.Io;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;
using Antiphon.Tests.Capture;
using Antiphon.Tests.Encoder;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Tests.Perception;
using Antiphon.Tests.Replay;
using Antiphon.Tests.Tensors;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests;

/// <summary>
/// Every reader turns any damage into its own refusal, in one line and in bounded memory; what is
/// no file with an end is not read as one.
/// </summary>
public sealed class ReaderDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Mutant => _folder.PathOf("mutant");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_vocabulary()
    {
        var good = Trained.WithProbe(Trained.Learn());
        VocabularyFile.Save(Mutant, good);
        Try<VocabularyRefusedException>(
            Mutants.Of(File.ReadAllBytes(Mutant), head: 4_000), () => VocabularyFile.Load(Mutant));
        foreach (var key in (string[])["contract", "training", "probe", "formatVersion"])
        {
            Texts<VocabularyRefusedException>(
                VocabularyTensors.Write(good), key, () => VocabularyFile.Load(Mutant));
        }
    }

    [Fact]
    public void A_corpus()
    {
        var good = Corpora.Of(("one", [1, 2, -1, 3]), ("two", [4, 5]))
            .Label(new("one", 0.001, 0.02, "verse"));
        CorpusFile.Save(Mutant, good);
        void Load() => PriorMemory.Of(CorpusFile.Load(Mutant), TokenSimilarity.Exact, new());
        Try<CorpusRefusedException>(Mutants.Of(File.ReadAllBytes(Mutant), head: 1_000), Load);
        foreach (var key in (string[])["recordings", "regions", "formatVersion"])
        {
            Texts<CorpusRefusedException>(CorpusTensors.Write(good), key, Load);
        }
    }

    [Fact]
    public void Safetensors()
    {
        SafeTensorsFile.Write(Mutant, new SafeTensorsDocument(
            [SafeTensor.Of<float>("a", [1, 2, 3, 4, 5, 6], 2, 3), SafeTensor.Of<byte>("b", [7])],
            new Dictionary<string, string> { ["key"] = "value" }));
        Try<SafeTensorsException>(
            Mutants.Of(File.ReadAllBytes(Mutant), head: 200), () => SafeTensorsFile.Read(Mutant));
    }

    [Fact]
    public void Pickled_weights()
    {
        var good = File.ReadAllBytes(Path.Combine(TinyMert.Folder, "pytorch_model.bin"));
        // The directory of an archive stands at its end: both ends are damaged.
        foreach (var file in (byte[][])[good, [.. good.Reverse()]])
        {
            var isReversed = file[0] != good[0];
            Try<ModelRefusedException>(
                Mutants.Of(file, head: 3_000)
                    .Select(mutant => isReversed ? [.. mutant.Reverse()] : mutant)
                    .Take(Mutants.Rounds / 2),
                () =>
                {
                    using var weights = new PytorchFile(Mutant);
                    foreach (var tensor in weights.Tensors.Values)
                    {
                        weights.Read(tensor);
                    }
                });
        }

        Try<ModelRefusedException>(
            Mutants.Of(PoisonedPickle.Honest(), head: 10_000),
            () => new PickleReader(File.ReadAllBytes(Mutant), Mutant).Read());
    }

    [Fact]
    public void A_models_folder()
    {
        string[] files = ["config.json", "preprocessor_config.json", "model.safetensors"];
        foreach (var file in files[..2])
        {
            foreach (var other in files)
            {
                File.Copy(
                    Path.Combine(TinyMert.Folder, other), _folder.PathOf(other), overwrite: true);
            }

            Try<ModelRefusedException>(
                Json(File.ReadAllText(Path.Combine(TinyMert.Folder, file))), () =>
                {
                    File.Copy(Mutant, _folder.PathOf(file), overwrite: true);
                    var config = HubertFolder.Config(_folder.PathOf("."));
                    using var weights = HubertFolder.Weights(_folder.PathOf("."));
                    _ = new HubertGraph(config, new WeightTable(weights), config.Layers);
                });
        }

        var index = """{"weight_map":{"a":"model.safetensors","b":"model.safetensors"}}""";
        Try<ModelRefusedException>(Json(index), () =>
        {
            File.Copy(Mutant, _folder.PathOf("index.json"), overwrite: true);
            using var shards = new ShardedWeights(
                _folder.PathOf("index.json"), path => new SafeTensorsWeights(path));
        });
    }

    [Fact]
    public void A_list_of_models()
    {
        var models = SpectralEncoderFixture.ModelFolder;
        File.Copy(
            Path.Combine(models, "spectral.onnx"), _folder.PathOf("spectral.onnx"));
        Try<ModelRefusedException>(
            Json(File.ReadAllText(Path.Combine(models, "manifest.json"))), () =>
            {
                File.Copy(Mutant, _folder.PathOf("manifest.json"), overwrite: true);
                ModelManifest.Load(_folder.PathOf(".")).Check("spectral");
            });
    }

    [Fact]
    public void A_journal()
    {
        var good = string.Join('\n', JournalLineTests.Lines.Prepend(JournalLine.Heading)) + "\n";
        Try<JournalException>(
            Mutants.OfJson(good).Concat(JournalLineTests.Lines.SelectMany((line, index) =>
                Mutants.OfNodes(line, most: 40).Select(mutant => Encoding.UTF8.GetBytes(
                    string.Join('\n', JournalLineTests.Lines.Select((other, at) =>
                        at == index ? Encoding.UTF8.GetString(mutant) : other)
                    .Prepend(JournalLine.Heading)) + "\n")))),
            () => Drain(Mutant));
    }

    [Fact]
    public void A_setlist()
    {
        var good = """
            {"pieces": [{"name": "a", "seconds": 30, "pauseSeconds": 2, "arc": true,
              "mode": "shadow", "melodyProgram": 11, "chart": "a.txt",
              "set": {"agent.melody.notesPerSecond": 1}},
             {"name": "b", "seconds": 60, "bassProgram": 32, "label": "c", "recording": "d"}],
             "then": "loop"}
            """;
        Try<ControlException>(Json(good), () =>
        {
            var setlist = SetlistFile.Load(Mutant);
            Assert.NotEmpty(setlist.Schedule([], new(), new PresetFolder("")));
            Assert.NotEmpty(setlist.Times());
            Assert.All(setlist.Pieces, piece => Path.Exists(piece.Chart));
        });
    }

    [Fact]
    public void A_chart()
    {
        var good = """
            Title: A Minute in G
            Key: G
            Time: 3/4
            Form: A B A
            [A]
            | G | Em | Am D7 | G "rit." |  # for people
            [B]
            |: C | D/F# | Bm7 / / E7 | Am7 |1. D7sus4 D7 :|2. N.C. | % |
            """;
        Try<ChartException>(
            Mutants.Of(Encoding.UTF8.GetBytes(good), head: 200), () =>
            {
                var chart = ChartText.Read(ReadableFile.ReadText(Mutant, 1_000_000));
                Assert.NotEmpty(chart.Bars);
            });
    }

    [Fact]
    public void A_preset()
    {
        Try<ControlException>(
            Json("""{"policy.density": 0.5, "seed": 3}"""), () =>
            {
                File.Copy(Mutant, _folder.PathOf("a.json"), overwrite: true);
                Assert.NotNull(new PresetFolder(_folder.PathOf(".")).Find("a"));
            });
    }

    [Fact]
    public void A_midi_file()
    {
        using (var output = new FileMidiOutput(Mutant, new MidiOptions()))
        {
            output.Send(MidiEvent.NoteOn(1, 60, 64), default);
            output.Send(MidiEvent.NoteOff(1, 60), SampleTime.FromSeconds(1));
        }

        var good = File.ReadAllBytes(Mutant);
        Try<MidiException>(
            Mutants.Of(good), () => StandardMidiFileReader.Read(File.ReadAllBytes(Mutant)));
    }

    public static TheoryData<string> NoFiles => ["/dev/zero", "pipe", "folder"];

    [Theory]
    [MemberData(nameof(NoFiles))]
    public void What_has_no_end_is_no_file(string what)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var path = what == "folder" ? Directory.CreateDirectory(Mutant).FullName
            : what == "pipe" ? Pipe()
            : what;
        Assert.Throws<VocabularyRefusedException>(() => VocabularyFile.Load(path));
        Assert.Throws<CorpusRefusedException>(() => CorpusFile.Load(path));
        Assert.Throws<ModelRefusedException>(() => new PytorchFile(path));
        Assert.Throws<ControlException>(() => SetlistFile.Load(path));
        foreach (var file in (string[])["manifest.json", "config.json", "a.json", "heard.jsonl"])
        {
            File.CreateSymbolicLink(_folder.PathOf(file), path);
        }

        Assert.Throws<ModelRefusedException>(() => ModelManifest.Load(_folder.PathOf(".")));
        Assert.Throws<ModelRefusedException>(() => HubertFolder.Config(_folder.PathOf(".")));
        Assert.Throws<JournalException>(
            () => Drain(_folder.PathOf("heard.jsonl")));
        var presets = new PresetFolder(_folder.PathOf("."));
        Assert.Throws<ControlException>(() => presets.Find("a"));
        File.CreateSymbolicLink(_folder.PathOf("model.safetensors"), path);
        Assert.Throws<ModelRefusedException>(() => HubertFolder.Weights(_folder.PathOf(".")));
    }

    [Fact]
    public void A_log_that_unfolds_without_an_end_is_refused()
    {
        File.WriteAllText(_folder.PathOf("heard.jsonl"), "");
        using (var packed = new System.IO.Compression.GZipStream(
            File.Create(_folder.PathOf("heard.00001.jsonl.gz")),
            System.IO.Compression.CompressionLevel.Fastest))
        {
            packed.Write(new byte[64_000_000]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<JournalException>(
            () => Drain(_folder.PathOf("heard.jsonl")));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000_000);
    }

    private static IEnumerable<byte[]> Json(string good) =>
        Mutants.OfJson(good).Concat(Mutants.OfNodes(good));

    private static void Drain(string journal)
    {
        foreach (var entry in new JournalReader(journal).Read())
        {
            Assert.NotNull(entry);
        }
    }

    private string Pipe()
    {
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Mutant]);
        mkfifo.WaitForExit();
        return Mutant;
    }

    // A safetensors file that is whole, but for one of its texts.
    private void Texts<T>(SafeTensorsDocument good, string key, Action read)
        where T : Exception => Try<T>(
            Mutants.OfJson(good.Metadata[key]).Take(Mutants.Rounds / 3)
                .Concat(Mutants.OfNodes(good.Metadata[key], most: 100)).Select(text =>
                SafeTensorsTests.Written(good with
                {
                    Metadata = new Dictionary<string, string>(good.Metadata)
                    {
                        [key] = Encoding.UTF8.GetString(text),
                    },
                })),
            read);

    private void Try<T>(IEnumerable<byte[]> mutants, Action read)
        where T : Exception
    {
        var (refused, tried) = (0, 0);
        foreach (var (round, mutant) in mutants.Index())
        {
            tried = round + 1;
            File.WriteAllBytes(Mutant, mutant);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read();
            }
            catch (T refusal)
            {
                refused++;
                Assert.DoesNotContain('\n', refusal.Message);
            }
            catch (Exception raw)
            {
                Assert.Fail($"mutant {round}: {raw}\n{Encoding.UTF8.GetString(mutant)}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64_000_000);
        }

        Assert.InRange(refused, 20, tried);
    }
}
