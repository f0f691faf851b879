using System.Globalization;
using Antiphon.Disk.Io;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Time;
using BenchmarkDotNet.Attributes;

namespace Antiphon.Benchmarks;

/// <summary>
/// One segment, both stems, through the shape of MERT-v1-95M with random weights.
/// </summary>
[MemoryDiagnoser]
public class MertEncoderBenchmarks
{
    private string _folder = string.Empty;
    private OnnxFrameEncoder _encoder = null!;
    private float[] _stems = [];
    private float[] _states = [];

    [Params(1, 2)]
    public int Threads { get; set; }

    [Params(6, 12)]
    public int Layer { get; set; }

    private static HubertConfig Config => new()
    {
        ConvDim = [512, 512, 512, 512, 512, 512, 512],
        ConvKernel = [10, 3, 3, 3, 3, 2, 2],
        ConvStride = [5, 2, 2, 2, 2, 2, 2],
        HiddenSize = 768,
        IntermediateSize = 3072,
        Layers = 12,
        Heads = 12,
        PositionKernel = 128,
        PositionGroups = 16,
        LayerNormEpsilon = 1e-5f,
        NormalizesInput = false,
    };

    [GlobalSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("mert").FullName;
        var path = Path.Combine(_folder, "mert.onnx");
        using (var weights = new RandomHubertWeights(Config))
        using (var file = File.Create(path))
        {
            new HubertGraph(Config, new WeightTable(weights), Layer).WriteTo(file);
        }

        var manifest = ModelManifest.Empty(_folder).With(Entry(path));
        _encoder = OnnxFrameEncoder.Open(
            manifest.Check("mert"), new EncoderOptions { IntraOpThreads = Threads });
        _stems = [.. Enumerable.Range(0, 2 * FrameGrid.SegmentSamples)
            .Select(i => (float)(0.3 * Math.Sin(0.1 * i) + 0.1 * Math.Sin(0.0123 * i * i)))];
        _states = new float[2 * FrameGrid.FramesPerSegment * Config.HiddenSize];
    }

    [GlobalCleanup]
    public void Close()
    {
        _encoder.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark]
    public int Segment() => _encoder.Encode(_stems, 2, _states);

    private static ModelEntry Entry(string path) => new()
    {
        Name = "mert",
        File = Path.GetFileName(path),
        Sha256 = FileHash.Sha256(path),
        InputShape = ["stems", "samples"],
        OutputShape =
            ["stems", "frames", Config.HiddenSize.ToString(CultureInfo.InvariantCulture)],
        SampleRateHz = SampleRate.Hz,
        ContextSamples = 0,
        Dimensions = Config.HiddenSize,
        Licence = "Apache-2.0",
        Source = "random numbers",
    };
}
