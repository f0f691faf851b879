namespace Antiphon.Encoder.Onnx;

/// <summary>A tensor that flows through an <see cref="OnnxGraph"/>, known by its name.</summary>
/// <param name="Name">Unique in its graph; empty where a node leaves an input out.</param>
public readonly record struct OnnxValue(string Name)
{
    /// <summary>An optional input that is left out.</summary>
    public static OnnxValue Absent => new(string.Empty);
}
