namespace Antiphon.Encoder.Onnx;

/// <summary>The bytes of a tensor, made when they are written: little-endian, C order.</summary>
public interface ITensorData
{
    /// <summary>How many bytes <see cref="WriteTo"/> will write.</summary>
    long ByteLength { get; }

    /// <summary>Writes exactly <see cref="ByteLength"/> bytes, the same ones each time.</summary>
    void WriteTo(Stream stream);
}
