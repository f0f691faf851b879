namespace Antiphon.Encoder.Onnx;

/// <summary>Kinds of tensor elements, numbered as in ONNX's TensorProto.DataType.</summary>
public enum OnnxElementType
{
    None = 0,
    Float = 1,
    Int64 = 7,
}
