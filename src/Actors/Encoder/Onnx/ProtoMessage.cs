using System.Buffers;
using Google.Protobuf;

namespace Antiphon.Encoder;

/// <summary>
/// A protobuf message in the making: fields in the order they are added, big payloads by reference,
/// so that a model of hundreds of megabytes is written without a second copy in memory.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ProtoMessage
{
    private readonly List<ITensorData> _chunks = [];
    private readonly ArrayBufferWriter<byte> _pending = new();

    /// <summary>Length of what was added so far, in bytes.</summary>
    public long ByteLength => _chunks.Sum(chunk => chunk.ByteLength) + _pending.WrittenCount;

    public ProtoMessage Integer(int field, long value) => Add(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    });

    public ProtoMessage Real(int field, float value) => Add(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
    });

    public ProtoMessage Text(int field, string value) => Add(output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    });

    public ProtoMessage Integers(int field, IEnumerable<long> values) =>
        values.Aggregate(this, (message, value) => message.Integer(field, value));

    public ProtoMessage Message(int field, ProtoMessage inner)
    {
        Header(field, inner.ByteLength);
        Seal();
        inner.Seal();
        _chunks.AddRange(inner._chunks);
        return this;
    }

    public ProtoMessage Bytes(int field, ITensorData data)
    {
        Header(field, data.ByteLength);
        Seal();
        _chunks.Add(data);
        return this;
    }

    /// <summary>Writes the fields, in the order they were added.</summary>
    public void WriteTo(Stream stream)
    {
        Seal();
        foreach (var chunk in _chunks)
        {
            chunk.WriteTo(stream);
        }
    }

    private void Header(int field, long byteLength) => Add(output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteUInt64((ulong)byteLength);
    });

    private ProtoMessage Add(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, 64, leaveOpen: true))
        {
            write(output);
        }

        _pending.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        return this;
    }

    private void Seal()
    {
        if (_pending.WrittenCount > 0)
        {
            _chunks.Add(new RawBytes(_pending.WrittenSpan.ToArray()));
            _pending.Clear();
        }
    }
}
