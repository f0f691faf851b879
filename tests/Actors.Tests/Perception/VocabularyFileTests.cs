using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;
using Antiphon.Tests.Tensors;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Perception;

public sealed class VocabularyFileTests : IDisposable
{
    private static readonly Vocabulary Learned = Trained.WithProbe(Trained.Learn());

    private readonly string _folder =
        Directory.CreateTempSubdirectory("antiphon-vocabulary").FullName;

    private string FilePath => Path.Combine(_folder, "v.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_of_it_comes_back()
    {
        VocabularyFile.Save(FilePath, Learned);
        var loaded = VocabularyFile.Load(FilePath, Learned.Contract);

        Assert.Equal(Learned.Audit, loaded.Audit);
        Assert.Equal(Learned.Recordings, loaded.Recordings);
        Assert.Equal(Learned.Hearings, loaded.Hearings);
        Assert.Equal(2, loaded.Hearings.Count);
        Assert.Equal(Learned.Runtime, loaded.Runtime);
        Assert.Equal(Learned.Seed, loaded.Seed);
        Assert.Equal(
            Learned.HarmonicStatistics.MeanDistance, loaded.HarmonicStatistics.MeanDistance);
        Assert.Equal(Learned.Probe!.Audio.ToArray(), loaded.Probe!.Audio.ToArray());
        Assert.True(ProbeCheck.Compare(Learned.Probe.Heard, loaded.Probe.Heard).Passed);
        var bytes = SafeTensorsTests.Written(VocabularyTensors.Write(Learned));
        Assert.Equal(bytes, File.ReadAllBytes(FilePath));
        Assert.Equal(bytes, SafeTensorsTests.Written(VocabularyTensors.Write(loaded)));
    }

    [Fact]
    public void A_file_that_does_not_say_what_was_heard_is_still_read()
    {
        var document = VocabularyTensors.Write(Learned);
        var training = System.Text.Json.Nodes.JsonNode.Parse(document.Metadata["training"])!;
        Assert.True(training.AsObject().Remove("hearings"));
        SafeTensorsFile.Write(FilePath, document with
        {
            Metadata = new Dictionary<string, string>(document.Metadata)
            {
                ["training"] = training.ToJsonString(),
            },
        });

        Assert.Empty(VocabularyFile.Load(FilePath, Learned.Contract).Hearings);
    }

    [Fact]
    public void Another_contract_is_refused_field_by_field()
    {
        VocabularyFile.Save(FilePath, Learned);
        var here = Learned.Contract with
        {
            HpssFftSize = 1024,
            Pooling = PerceptionContract.PoolingSegmentMean,
        };
        var message = Refusal(() => VocabularyFile.Load(FilePath, here));

        Assert.Contains("hpssFftSize was 2048, is 1024 here", message);
        Assert.Contains("pooling was \"all-frames\", is \"segment-mean\" here", message);
        Assert.Contains($"antiphon train AUDIO... --out {FilePath}", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void What_is_not_there_or_no_vocabulary_is_refused()
    {
        Assert.Contains("there is no vocabulary", Refusal(() => VocabularyFile.Load(FilePath)));
        File.WriteAllText(FilePath, "hello");
        Assert.Contains("that can be read", Refusal(() => VocabularyFile.Load(FilePath)));
        var empty = new SafeTensorsDocument([], new Dictionary<string, string>());
        SafeTensorsFile.Write(FilePath, empty);
        Assert.Contains("but no vocabulary", Refusal(() => VocabularyFile.Load(FilePath)));
        Assert.Throws<SafeTensorsException>(
            () => VocabularyFile.Save(Path.Combine(FilePath, "x"), Learned));
    }

    [Theory]
    [InlineData(0, "an older format")]
    [InlineData(99, "a newer format")]
    public void Another_format_is_refused(int version, string expected)
    {
        var other = Learned with { Contract = Learned.Contract with { FormatVersion = version } };
        VocabularyFile.Save(FilePath, other);
        Assert.Contains(expected, Refusal(() => VocabularyFile.Load(FilePath)));
    }

    [Theory]
    [InlineData("percussive.centroids")]
    [InlineData("harmonic.bigrams")]
    [InlineData("probe.audio")]
    public void A_missing_tensor_is_named(string name)
    {
        var document = VocabularyTensors.Write(Learned);
        SafeTensorsFile.Write(FilePath, document with
        {
            Tensors = [.. document.Tensors.Where(tensor => tensor.Name != name)],
        });
        Assert.Contains(name, Refusal(() => VocabularyFile.Load(FilePath)));
    }

    [Fact]
    public void Random_damage_never_ends_in_anything_but_the_refusal()
    {
        VocabularyFile.Save(FilePath, Learned);
        var whole = File.ReadAllBytes(FilePath);
        Gen.Select(Gen.Int[0, 6000], Gen.Byte, Gen.Int[0, 20 * whole.Length]).Sample(
            (at, value, length) =>
            {
                var damaged = whole[..Math.Min(length, whole.Length)];
                if (at < damaged.Length)
                {
                    damaged[at] = value;
                }

                var path = Path.Combine(_folder, "damaged");
                File.WriteAllBytes(path, damaged);
                try
                {
                    VocabularyFile.Load(path);
                }
                catch (VocabularyRefusedException)
                {
                    // The refusal is the only way out.
                }
            },
            iter: 500,
            threads: 1);
    }

    private static string Refusal(Action action) =>
        Assert.Throws<VocabularyRefusedException>(action).Message;
}
