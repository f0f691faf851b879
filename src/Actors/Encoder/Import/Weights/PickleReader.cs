using System.Buffers.Binary;
using System.Text;

namespace Antiphon.Encoder;

/// <summary>
/// Reads the one kind of pickle that holds PyTorch weights. A pickle is a program; this is a
/// machine that knows only the instructions which build dictionaries of tensors, and stops at the
/// first other one. It can call nothing.
/// Source: CPython's pickletools (protocols 2 to 4), torch.save's zip format.
/// </summary>
/// <remarks>One use; not thread-safe. Memory is bounded by the length of the pickle.</remarks>
/// <param name="pickle">The bytes of data.pkl.</param>
/// <param name="file">What messages call the file.</param>
internal sealed class PickleReader(ReadOnlyMemory<byte> pickle, string file)
{
    private static readonly object Mark = new();

    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _position;
    private int _opcodeAt;

    private string At => $"'{file}', byte {_opcodeAt} of its pickle,";

    /// <summary>Runs to the end.</summary>
    /// <returns>
    /// The tensors of the dictionary it builds, by name; what is no tensor is left out.
    /// </returns>
    /// <exception cref="ModelRefusedException">
    /// An instruction or name outside the lists.
    /// </exception>
    public IReadOnlyDictionary<string, PickledTensor> Read()
    {
        while (true)
        {
            _opcodeAt = _position;
            var opcode = Take(1)[0];
            if (opcode == (byte)'.')
            {
                return Pop() is PickleMap map
                    ? map.Where(pair => pair is { Key: string, Value: PickledTensor })
                        .ToDictionary(pair => (string)pair.Key, pair => (PickledTensor)pair.Value!)
                    : throw Odd("ends with no dictionary");
            }

            if (!Structure(opcode) && !Scalar(opcode) && !Memory(opcode))
            {
                throw new ModelRefusedException(
                    $"{At} has the opcode 0x{opcode:X2}, which weights have no need of: the file " +
                    "may be poisoned and was not read. Use model.safetensors.");
            }
        }
    }

    private bool Structure(byte opcode)
    {
        switch (opcode)
        {
            case 0x80: Take(1); break; // protocol
            case 0x95: Take(8); break; // frame
            case (byte)'(': Push(Mark); break;
            case (byte)')': Push(Array.Empty<object?>()); break;
            case (byte)'t': Push(PopToMark()); break;
            case 0x85: Push(PopMany(1)); break;
            case 0x86: Push(PopMany(2)); break;
            case 0x87: Push(PopMany(3)); break;
            case (byte)'}': Push(new PickleMap()); break;
            case (byte)'s': Set(PopMany(2)); break;
            case (byte)'u': Set(PopToMark()); break;
            case (byte)'b': Build(Pop()); break;
            case (byte)'R': Reduce(Pop(), Pop()); break;
            case (byte)'Q': Push(PickleGlobals.Storage(Pop(), At)); break;
            case (byte)'c': Push(PickleGlobals.Allowed(Line(), Line(), At)); break;
            case 0x93: NameFromStack(PopMany(2)); break;
            default: return false;
        }

        return true;
    }

    private bool Scalar(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'N': Push(null); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case (byte)'K': Push((long)Take(1)[0]); break;
            case (byte)'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case (byte)'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case 0x8A: Push(LongInteger(Take(1)[0])); break;
            case 0x8C: Push(Text(Take(1)[0])); break;
            case (byte)'X': Push(Text(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
            default: return false;
        }

        return true;
    }

    private bool Memory(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'q': _memo[Take(1)[0]] = Top(); break;
            case (byte)'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Top(); break;
            case 0x94: _memo[_memo.Count] = Top(); break;
            case (byte)'h': Push(Recall(Take(1)[0])); break;
            case (byte)'j': Push(Recall(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
            default: return false;
        }

        return true;
    }

    private void NameFromStack(object?[] parts) => Push(parts is [string module, string name]
        ? PickleGlobals.Allowed(module, name, At)
        : throw Odd("names something that is no text"));

    private void Reduce(object? arguments, object? function) => Push(
        function is PickleName name && arguments is object?[] list
            ? PickleGlobals.Reduce(name, list, At)
            : throw Odd("calls something that is no function"));

    /// <summary>The state of an OrderedDict (its metadata) is of no interest.</summary>
    private void Build(object? state)
    {
        if (state is not PickleMap || Top() is not PickleMap)
        {
            throw Odd("gives a state to something that has none");
        }
    }

    private void Set(object?[] pairs)
    {
        if (Top() is not PickleMap map || pairs.Length % 2 != 0)
        {
            throw Odd("fills something that is no dictionary");
        }

        for (var i = 0; i < pairs.Length; i += 2)
        {
            map[pairs[i] ?? throw Odd("has a nameless entry")] = pairs[i + 1];
        }
    }

    private object? Recall(long index) => _memo.TryGetValue(index, out var value)
        ? value
        : throw Odd("recalls what it never kept");

    private long LongInteger(int length)
    {
        if (length > 8)
        {
            throw Odd("has a number too large");
        }

        var bytes = Take(length);
        var value = length > 0 && bytes[^1] >= 0x80 ? -1L : 0;
        for (var i = length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private string Text(uint length) => length <= pickle.Length
        ? Encoding.UTF8.GetString(Take((int)length))
        : throw Odd("ends in the middle");

    private string Line()
    {
        var length = pickle.Span[_position..].IndexOf((byte)'\n');
        var text = length < 0 ? throw Odd("ends in the middle") : Text((uint)length);
        _position++;
        return text;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > pickle.Length - _position)
        {
            throw Odd("ends in the middle");
        }

        _position += count;
        return pickle.Span.Slice(_position - count, count);
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Top() => _stack is [.., var top] && top != Mark
        ? top
        : throw Odd("takes from an empty stack");

    private object? Pop() => PopMany(1)[0];

    private object?[] PopMany(int count)
    {
        var first = _stack.Count - count;
        if (first < 0 || _stack.IndexOf(Mark, first) >= 0)
        {
            throw Odd("takes from an empty stack");
        }

        object?[] values = [.. _stack[first..]];
        _stack.RemoveRange(first, count);
        return values;
    }

    private object?[] PopToMark()
    {
        var mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw Odd("takes from an empty stack");
        }

        object?[] values = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    private ModelRefusedException Odd(string what) => PickleGlobals.Odd(At, what);
}
