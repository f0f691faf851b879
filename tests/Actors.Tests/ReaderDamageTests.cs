using System.Text;
using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Control.Io;
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
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Tests.Perception;
using Antiphon.Tests.Tensors;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests;

/// <summary>
/// Every reader turns any damage into its own refusal, in one line and in bounded memory; what is
/// no file with an end is not read as one.
/// </summary>
public sealed class ReaderDamageTests : IDisposable
{
    private readonly DamagedFile _file = new();

    private TemporaryFolder Folder => _file.Folder;

    private string Mutant => _file.Path;

    public void Dispose() => _file.Dispose();

    [Fact]
    public void A_vocabulary()
    {
        var good = Trained.WithProbe(Trained.Learn());
        VocabularyFile.Save(Mutant, good);
        _file.Try<VocabularyRefusedException>(
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
        void Load() => CorpusFigures.Of(PriorMemory.Of(
            CorpusFile.Load(Mutant), TokenSimilarity.Exact, new()).Pieces);
        _file.Try<CorpusRefusedException>(Mutants.Of(File.ReadAllBytes(Mutant), head: 1_000), Load);
        foreach (var key in (string[])["recordings", "regions", "formatVersion"])
        {
            Texts<CorpusRefusedException>(CorpusTensors.Write(good), key, Load);
        }
    }

    [Fact]
    public void The_music_of_a_corpus()
    {
        var heard = Corpora.Of(("one", [.. Enumerable.Range(0, 100)]));
        var good = CorpusTensors.Write(heard with
        {
            Recordings = [heard.Recordings[0] with { Music = CorpusFileTests.Sung() }],
        });
        var random = new Random(20261129);
        _file.Try<CorpusRefusedException>(
            Enumerable.Range(0, Mutants.Rounds).Select(_ => SafeTensorsTests.Written(
                good with { Tensors = [.. good.Tensors.Select(one => Odd(one, random))] })),
            () => CorpusFigures.Of(PriorMemory.Of(
                CorpusFile.Load(Mutant), TokenSimilarity.Exact, new()).Pieces));
    }

    // Times and numbers that no music has, in one tensor of ten.
    private static SafeTensor Odd(SafeTensor tensor, Random random)
    {
        if (tensor.Data.IsEmpty || random.Next(10) > 0)
        {
            return tensor;
        }

        var bytes = tensor.Data.ToArray();
        var width = Math.Min(8, bytes.Length);
        var at = random.Next(bytes.Length / width) * width;
        long[] odd =
        [
            0, 1, -1, long.MaxValue, long.MinValue, 1L << 40, 1L << 60,
            BitConverter.DoubleToInt64Bits(double.NaN), 0x7F, 0xFFFF,
        ];
        BitConverter.GetBytes(odd[random.Next(odd.Length)]).AsSpan(..width)
            .CopyTo(bytes.AsSpan(at));
        return tensor with { Data = bytes };
    }

    [Fact]
    public void Safetensors()
    {
        SafeTensorsFile.Write(Mutant, new SafeTensorsDocument(
            [SafeTensor.Of<float>("a", [1, 2, 3, 4, 5, 6], 2, 3), SafeTensor.Of<byte>("b", [7])],
            new Dictionary<string, string> { ["key"] = "value" }));
        _file.Try<SafeTensorsException>(
            Mutants.Of(File.ReadAllBytes(Mutant), head: 200), () => SafeTensorsFile.Read(Mutant));
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
        _file.Try<MidiException>(
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
            File.CreateSymbolicLink(Folder.PathOf(file), path);
        }

        Assert.Throws<ModelRefusedException>(() => ModelManifest.Load(Folder.PathOf(".")));
        Assert.Throws<ModelRefusedException>(() => HubertFolder.Config(Folder.PathOf(".")));
        Assert.Throws<JournalException>(
            () => Drain(Folder.PathOf("heard.jsonl")));
        var presets = new PresetFolder(Folder.PathOf("."));
        Assert.Throws<ControlException>(() => presets.Find("a"));
        File.CreateSymbolicLink(Folder.PathOf("model.safetensors"), path);
        Assert.Throws<ModelRefusedException>(() => HubertFolder.Weights(Folder.PathOf(".")));
    }

    [Fact]
    public void A_log_that_unfolds_without_an_end_is_refused()
    {
        File.WriteAllText(Folder.PathOf("heard.jsonl"), "");
        using (var packed = new System.IO.Compression.GZipStream(
            File.Create(Folder.PathOf("heard.00001.jsonl.gz")),
            System.IO.Compression.CompressionLevel.Fastest))
        {
            packed.Write(new byte[64_000_000]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<JournalException>(
            () => Drain(Folder.PathOf("heard.jsonl")));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000_000);
    }

    internal static void Drain(string journal)
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
        where T : Exception => _file.Try<T>(
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
}
