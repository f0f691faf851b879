using System.Text.Json;
using Antiphon.Disk.Io;

namespace Antiphon.Encoder.Io;

/// <summary>
/// Weights in several files, which an index beside them tells apart by tensor; not thread-safe.
/// Source: Hugging Face, transformers, "Sharded checkpoints".
/// </summary>
/// <remarks>A shard is a file of the index's folder and nothing else.</remarks>
public sealed class ShardedWeights : IWeightFile
{
    private const int MostIndexBytes = 16_000_000;
    private const int MostShards = 1_000;

    private readonly Dictionary<string, IWeightFile> _shards = [];
    private readonly Dictionary<string, IWeightFile> _owners = [];

    /// <summary>Opens the index and every shard that it names.</summary>
    /// <param name="index">Such as model.safetensors.index.json.</param>
    /// <param name="open">Opens a shard by its path.</param>
    /// <exception cref="ModelRefusedException">It or a shard is missing or damaged.</exception>
    public ShardedWeights(string index, Func<string, IWeightFile> open)
    {
        Name = index;
        var tensors = new Dictionary<string, WeightTensor>();
        Tensors = tensors;
        try
        {
            foreach (var (tensor, shard) in MapOf(index))
            {
                var file = ShardOf(shard, open);
                if (file.Tensors.TryGetValue(tensor, out var found)
                    && !tensors.TryAdd(tensor, found))
                {
                    throw Damaged($"names '{tensor}' twice");
                }

                _owners[tensor] = file;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, WeightTensor> Tensors { get; }

    /// <inheritdoc/>
    public float[] Read(WeightTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return _owners[tensor.Name].Read(tensor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var shard in _shards.Values)
        {
            shard.Dispose();
        }
    }

    private List<(string Tensor, string Shard)> MapOf(string index)
    {
        try
        {
            using var document = JsonDocument.Parse(
                ReadableFile.ReadText(index, MostIndexBytes));
            return
            [
                .. document.RootElement.GetProperty("weight_map").EnumerateObject().Select(
                    pair => (pair.Name, pair.Value.GetString() ?? string.Empty)),
            ];
        }
        catch (JsonException error)
        {
            throw Damaged($"is damaged, line {error.LineNumber + 1}", error);
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException)
        {
            throw Damaged("has no weight_map of tensors and files", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Damaged($"cannot be read ({error.Message})", error);
        }
    }

    private IWeightFile ShardOf(string name, Func<string, IWeightFile> open)
    {
        if (_shards.TryGetValue(name, out var known))
        {
            return known;
        }

        if (name.Length == 0 || name != Path.GetFileName(name) || _shards.Count == MostShards)
        {
            throw Damaged($"names '{name}', which is no file beside it, or too many");
        }

        var path = Path.Combine(Path.GetDirectoryName(Name)!, name);
        return _shards[name] = ReadableFile.IsThere(path)
            ? open(path)
            : throw Damaged($"names '{name}', which is missing");
    }

    private ModelRefusedException Damaged(string what, Exception? cause = null) => new(
        $"'{Name}' {what}: fetch the whole published folder again.",
        cause ?? new InvalidDataException(what));
}
