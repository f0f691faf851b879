using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Antiphon.Encoder.Io;

/// <summary>Weights in a safetensors file; not thread-safe.</summary>
public sealed class SafetensorsFile : IWeightFile
{
    private readonly SafeFileHandle _handle;
    private readonly long _dataStart;
    private readonly IReadOnlyDictionary<string, (WeightTensor Tensor, long Start)> _entries;

    /// <summary>Opens a file and reads its head.</summary>
    /// <exception cref="ModelRefusedException">Not safetensors, or cut short.</exception>
    public SafetensorsFile(string path)
    {
        Name = path;
        _handle = File.OpenHandle(path);
        try
        {
            var length = RandomAccess.GetLength(_handle);
            var prefix = new byte[8];
            var headBytes = length < 8 || RandomAccess.Read(_handle, prefix, 0) < 8
                ? 0
                : BinaryPrimitives.ReadUInt64LittleEndian(prefix);
            if (headBytes is 0 or > SafetensorsHeader.MaxBytes || (long)headBytes > length - 8)
            {
                throw new ModelRefusedException(
                    $"'{path}' is cut short or no safetensors file: fetch it again.");
            }

            var head = new byte[headBytes];
            ReadAll(head, 8);
            _dataStart = 8 + head.Length;
            _entries = SafetensorsHeader.Parse(head, length - _dataStart, path);
            Tensors = _entries.ToDictionary(entry => entry.Key, entry => entry.Value.Tensor);
        }
        catch
        {
            _handle.Dispose();
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
        var bytes = new byte[tensor.ByteLength];
        ReadAll(bytes, _dataStart + _entries[tensor.Name].Start);
        var values = new float[tensor.Elements];
        WeightBytes.Decode(bytes, tensor.Type, values);
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void ReadAll(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var count = RandomAccess.Read(_handle, bytes, offset);
            if (count == 0)
            {
                throw new ModelRefusedException($"'{Name}' is cut short: fetch it again.");
            }

            bytes = bytes[count..];
            offset += count;
        }
    }
}
