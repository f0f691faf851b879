namespace Antiphon.Quantizer;

/// <summary>All that a safetensors file holds.</summary>
/// <param name="Tensors">In the order of their data.</param>
/// <param name="Metadata">Free texts by name.</param>
public sealed record SafeTensorsDocument(
    IReadOnlyList<SafeTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The tensor of this name.</summary>
    /// <exception cref="SafeTensorsException">There is none.</exception>
    public SafeTensor this[string name] =>
        Find(name) ?? throw new SafeTensorsException($"tensor {name} is missing");

    /// <summary>The tensor of this name, or null.</summary>
    public SafeTensor? Find(string name) =>
        Tensors.FirstOrDefault(tensor => tensor.Name == name);
}
