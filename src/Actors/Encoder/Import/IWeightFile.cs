namespace Antiphon.Encoder.Import;

/// <summary>A file of named tensors, each read when it is asked for.</summary>
public interface IWeightFile : IDisposable
{
    /// <summary>What messages call it: its path.</summary>
    string Name { get; }

    /// <summary>Everything in the file, by name.</summary>
    IReadOnlyDictionary<string, WeightTensor> Tensors { get; }

    /// <summary>The numbers of a tensor as float32, C order.</summary>
    /// <exception cref="ModelRefusedException">The file ends before the tensor does.</exception>
    float[] Read(WeightTensor tensor);
}
