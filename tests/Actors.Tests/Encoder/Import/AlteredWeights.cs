using Antiphon.Encoder;

namespace Antiphon.Tests.Encoder;

/// <summary>A file of weights with some names changed, for tests.</summary>
internal sealed class AlteredWeights : IWeightFile
{
    private readonly IWeightFile _file;
    private readonly Dictionary<string, WeightTensor> _tensors;
    private readonly Dictionary<string, string> _origins = [];

    public AlteredWeights(IWeightFile file) =>
        (_file, _tensors) = (file, new Dictionary<string, WeightTensor>(file.Tensors));

    public string Name => "altered";

    public IReadOnlyDictionary<string, WeightTensor> Tensors => _tensors;

    public AlteredWeights Renamed(string from, string to)
    {
        _tensors.Remove(from, out var tensor);
        _tensors.Add(to, tensor! with { Name = to });
        _origins.Add(to, from);
        return this;
    }

    public AlteredWeights Without(string name)
    {
        _tensors.Remove(name);
        return this;
    }

    public AlteredWeights Reshaped(string name, params long[] shape)
    {
        _tensors[name] = _tensors[name] with { Shape = [.. shape] };
        return this;
    }

    public float[] Read(WeightTensor tensor) =>
        _file.Read(_file.Tensors[_origins.GetValueOrDefault(tensor.Name, tensor.Name)]);

    public void Dispose()
    {
    }
}
