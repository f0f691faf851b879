using System.Collections.Immutable;

namespace Antiphon.Encoder;

/// <summary>
/// The only names that a pickle of weights may mention, and what this reader takes them to mean.
/// Nothing is looked up or called by name: a name outside the list ends the reading.
/// </summary>
internal static class PickleGlobals
{
    private const string OrderedDict = "collections.OrderedDict";
    private const string RebuildTensor = "torch._utils._rebuild_tensor_v2";

    private static readonly ImmutableHashSet<string> Storages =
    [
        "torch.FloatStorage", "torch.HalfStorage", "torch.DoubleStorage", "torch.BFloat16Storage",
        "torch.LongStorage", "torch.IntStorage", "torch.ByteStorage", "torch.BoolStorage",
    ];

    public static PickleName Allowed(string module, string name, string at)
    {
        var full = $"{module}.{name}";
        return full is OrderedDict or RebuildTensor || Storages.Contains(full)
            ? new PickleName(full)
            : throw new ModelRefusedException(
                $"{at} names '{full}', which weights have no need of: the file may be poisoned " +
                "and was not read. Use model.safetensors.");
    }

    /// <summary>What the pickle would call.</summary>
    public static object Reduce(PickleName function, object?[] arguments, string at) =>
        (function.Name, arguments) switch
        {
            (OrderedDict, []) => new PickleMap(),
            (RebuildTensor, [PickleStorage storage, long offset, object?[] shape, object?[] strides,
                bool, PickleMap, ..]) => Tensor(storage, offset, shape, strides, at),
            _ => throw Odd(at, $"calls {function.Name} in an unknown way"),
        };

    /// <summary>The storage that a persistent identity stands for.</summary>
    public static PickleStorage Storage(object? identity, string at) =>
        identity is object?[] parts
            && parts is
                ["storage", PickleName { Name: var kind }, string key, string, long elements]
            && Storages.Contains(kind) && elements >= 0
            ? new PickleStorage(kind, key, elements)
            : throw Odd(at, "refers to something that is no storage");

    public static ModelRefusedException Odd(string at, string what) => new(
        $"{at} {what}: it is damaged or no PyTorch weights, and was not read. Fetch it again, " +
        "or use model.safetensors.");

    private static PickledTensor Tensor(
        PickleStorage storage, long offset, object?[] shape, object?[] strides, string at) =>
        shape.Length == strides.Length && shape.All(x => x is long) && strides.All(x => x is long)
            ? new PickledTensor(storage.Key, storage.Kind, storage.Elements, offset,
                [.. shape.Cast<long>()], [.. strides.Cast<long>()])
            : throw Odd(at, "holds a tensor of no shape");
}

/// <summary>An allowed name.</summary>
internal sealed record PickleName(string Name);

/// <summary>A storage: numbers in a file of their own within the archive.</summary>
internal sealed record PickleStorage(string Kind, string Key, long Elements);

/// <summary>A dictionary in the making.</summary>
internal sealed class PickleMap : Dictionary<object, object?>;
