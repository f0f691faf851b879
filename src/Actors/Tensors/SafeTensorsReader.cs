using System.Buffers.Binary;

namespace Antiphon.Tensors;

/// <summary>
/// Reads a safetensors file as it is asked for: the header at once, each tensor when it is wanted.
/// </summary>
/// <remarks>
/// Bound: a header of 16 MiB, and one tensor at a time. Trusts nothing in the file. Not
/// thread-safe.
/// </remarks>
public sealed class SafeTensorsReader : IDisposable
{
    private const int MaxHeaderBytes = 16 * 1024 * 1024;

    private readonly Stream _file;
    private readonly long _dataStart;

    /// <param name="file">The whole file, from its first byte; closed with the reader.</param>
    /// <exception cref="SafeTensorsException">It is none, or damaged.</exception>
    public SafeTensorsReader(Stream file)
    {
        _file = file;
        try
        {
            var header = ReadHeader();
            _dataStart = file.Position;
            Header = SafeTensorsHeader.Parse(header, file.Length - _dataStart);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What the file holds.</summary>
    public SafeTensorsHeader Header { get; }

    /// <summary>The numbers of one tensor.</summary>
    /// <exception cref="SafeTensorsException">
    /// Its type is not read here, it is larger than memory takes at once, or the file has become
    /// shorter.
    /// </exception>
    public SafeTensor Read(SafeTensorEntry entry)
    {
        var type = entry.Type ?? throw new SafeTensorsException(
            $"tensor '{entry.Name}' has the type '{entry.Dtype}', which is not read here");
        if (entry.ByteLength > Array.MaxLength || entry.Shape.Any(size => size > int.MaxValue))
        {
            throw new SafeTensorsException($"tensor '{entry.Name}' is too large");
        }

        _file.Position = _dataStart + entry.Start;
        return new SafeTensor(
            entry.Name, type, [.. entry.Shape.Select(size => (int)size)],
            Take((int)entry.ByteLength));
    }

    /// <summary>The numbers of all tensors.</summary>
    /// <inheritdoc cref="Read(SafeTensorEntry)"/>
    public SafeTensorsDocument ReadAll() => new([.. Header.Tensors.Select(Read)], Header.Metadata);

    public void Dispose() => _file.Dispose();

    private byte[] ReadHeader()
    {
        var length = _file.Length < SafeTensorsFormat.LengthBytes
            ? throw new SafeTensorsException("the file is cut short: it has no header")
            : BinaryPrimitives.ReadInt64LittleEndian(Take(SafeTensorsFormat.LengthBytes));
        return length >= 2 && length <= Math.Min(MaxHeaderBytes, _file.Length - _file.Position)
            ? Take((int)length)
            : throw new SafeTensorsException(
                "the header's length does not fit: cut short, or no safetensors file");
    }

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        try
        {
            _file.ReadExactly(bytes);
        }
        catch (EndOfStreamException fault)
        {
            throw new SafeTensorsException("the file has been cut short", fault);
        }

        return bytes;
    }
}
