namespace Antiphon.Encoder.Import;

/// <summary>How a file of weights stores numbers.</summary>
public enum WeightType
{
    Float32,
    Float16,
}
