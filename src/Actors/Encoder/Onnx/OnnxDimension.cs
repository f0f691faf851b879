using System.Globalization;

namespace Antiphon.Encoder.Onnx;

/// <summary>
/// One axis of an input or output: a fixed length, or a name for one that may vary.
/// </summary>
public readonly record struct OnnxDimension
{
    private OnnxDimension(long? length, string? name) => (Length, Name) = (length, name);

    /// <summary>The length, or null when it may vary.</summary>
    public long? Length { get; }

    /// <summary>The name of a length that may vary, or null.</summary>
    public string? Name { get; }

    public static OnnxDimension Fixed(long length) => new(length, null);

    public static OnnxDimension Named(string name) => new(null, name);

    public static implicit operator OnnxDimension(long length) => Fixed(length);

    public static implicit operator OnnxDimension(string name) => Named(name);

    public override string ToString() =>
        Name ?? Length.GetValueOrDefault().ToString(CultureInfo.InvariantCulture);
}
