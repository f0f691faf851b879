using Microsoft.ML.OnnxRuntime;

namespace Antiphon.Encoder.Io;

/// <summary>
/// One shape of input with its buffers, pinned and bound once, so that a run is a call.
/// </summary>
internal sealed class PreparedRun : IDisposable
{
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly OrtValue _inputValue;
    private readonly OrtValue _outputValue;
    private readonly OrtIoBinding _binding;

    public PreparedRun(InferenceSession session, int stems, int samples, int frames, int dimensions)
    {
        (Stems, Samples, Frames) = (stems, samples, frames);
        _input = GC.AllocateArray<float>(stems * samples, pinned: true);
        _output = GC.AllocateArray<float>(stems * frames * dimensions, pinned: true);
        _inputValue = Wrap(_input, [stems, samples]);
        _outputValue = Wrap(_output, [stems, frames, dimensions]);
        _binding = session.CreateIoBinding();
        _binding.BindInput(session.InputNames[0], _inputValue);
        _binding.BindOutput(session.OutputNames[0], _outputValue);
    }

    public int Stems { get; }

    public int Samples { get; }

    public int Frames { get; }

    public int FeatureCount => _output.Length;

    public void Run(
        InferenceSession session,
        RunOptions options,
        ReadOnlySpan<float> stems,
        Span<float> features)
    {
        stems.CopyTo(_input);
        session.RunWithBinding(options, _binding);
        _output.CopyTo(features);
    }

    public void Dispose()
    {
        _binding.Dispose();
        _inputValue.Dispose();
        _outputValue.Dispose();
    }

    private static OrtValue Wrap(float[] buffer, long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, new Memory<float>(buffer), shape);
}
