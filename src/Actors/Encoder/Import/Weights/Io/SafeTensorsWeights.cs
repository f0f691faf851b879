using System.Collections.Immutable;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;

namespace Antiphon.Encoder.Io;

/// <summary>Weights in a safetensors file; not thread-safe.</summary>
/// <remarks>Tensors of types that no encoder is made of are left out.</remarks>
public sealed class SafeTensorsWeights : IWeightFile
{
    private readonly SafeTensorsReader _file;
    private readonly Dictionary<string, SafeTensorEntry> _entries;

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="ModelRefusedException">Not safetensors, or cut short.</exception>
    public SafeTensorsWeights(string path)
    {
        Name = path;
        _file = Try(() => SafeTensorsFile.Open(path));
        _entries = _file.Header.Tensors
            .Where(entry => entry.Type is { } type && WeightTensor.IsWeight(type))
            .ToDictionary(entry => entry.Name);
        Tensors = _entries.ToDictionary(
            entry => entry.Key,
            entry => new WeightTensor(
                entry.Key, entry.Value.Shape.ToImmutableArray(), entry.Value.Type!.Value));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, WeightTensor> Tensors { get; }

    /// <inheritdoc/>
    public float[] Read(WeightTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return Try(() => _file.Read(_entries[tensor.Name]).ReadSingles());
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SafeTensorsException fault)
        {
            throw new ModelRefusedException(
                $"'{Name}' is no whole safetensors file: {fault.Message}; fetch it again.", fault);
        }
    }
}
