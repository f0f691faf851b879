using Antiphon.Encoder;
using Antiphon.Time;
using Microsoft.ML.OnnxRuntime;

namespace Antiphon.Benchmarks.Tables;

/// <summary>
/// A graph as PyTorch exports it, run with ONNX Runtime's default options: the yardstick.
/// </summary>
internal sealed class PlainExport : IFrameEncoder
{
    private readonly InferenceSession _session;

    public PlainExport(string path, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        _session = new InferenceSession(path, options);
    }

    public int Dimensions => 768;

    public int ContextSamples => 0;

    public string ModelSha256 => "";

    public int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features)
    {
        var samples = stems.Length / stemCount;
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(
            stems.ToArray(), [stemCount, samples]);
        using var outputs =
            _session.Run(run, _session.InputNames, [input], _session.OutputNames);
        outputs[0].GetTensorDataAsSpan<float>().CopyTo(features);
        return FrameGrid.FramesIn(samples);
    }

    public void Terminate()
    {
    }

    public void Dispose() => _session.Dispose();
}
