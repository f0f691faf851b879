namespace Antiphon.Quantizer;

/// <summary>The number types of a safetensors file that are read here.</summary>
public enum SafeTensorType
{
    U8 = 0,
    I16 = 1,
    I32 = 2,
    I64 = 3,
    F16 = 4,
    F32 = 5,
    F64 = 6,
}
