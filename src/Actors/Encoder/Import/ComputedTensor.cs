using Antiphon.Encoder.Onnx;

namespace Antiphon.Encoder.Import;

/// <summary>A tensor that is worked out when it is written, and let go of at once.</summary>
/// <param name="elements">Float32 numbers in it.</param>
/// <param name="compute">Gives exactly that many, the same ones each time.</param>
internal sealed class ComputedTensor(long elements, Func<float[]> compute) : ITensorData
{
    /// <inheritdoc/>
    public long ByteLength => 4 * elements;

    /// <inheritdoc/>
    public void WriteTo(Stream stream) => RawBytes.Of(compute()).WriteTo(stream);
}
