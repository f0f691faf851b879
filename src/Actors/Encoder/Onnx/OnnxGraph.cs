using System.Globalization;
using System.Runtime.InteropServices;

namespace Antiphon.Encoder;

/// <summary>
/// Builds an ONNX model node by node and writes it: the same calls give the same bytes.
/// Source: the ONNX specification, onnx.proto (field numbers stand in the code below).
/// </summary>
/// <remarks>
/// Nodes must be added in the order in which they can run. What the graph computes is not checked
/// here; the runtime checks it at load. Not thread-safe.
/// </remarks>
/// <param name="name">Name of the graph.</param>
public sealed class OnnxGraph(string name)
{
    /// <summary>The operator domain of ONNX Runtime's fused operators.</summary>
    public const string MicrosoftDomain = "com.microsoft";

    private const int IrVersion = 8;
    private const int OpsetVersion = 17;

    private readonly List<ProtoMessage> _nodes = [];
    private readonly List<ProtoMessage> _initializers = [];
    private readonly List<ProtoMessage> _inputs = [];
    private readonly List<ProtoMessage> _outputs = [];
    private readonly HashSet<string> _names = [];
    private bool _usesMicrosoftDomain;

    /// <summary>
    /// What the names of all values begin with from here on, so that parts that were written apart
    /// can stand in one graph; empty at first.
    /// </summary>
    public string Prefix { get; set; } = string.Empty;

    /// <summary>The value of this name; null where the graph has none.</summary>
    public OnnxValue? Find(string value) =>
        _names.Contains(Prefix + value) ? new OnnxValue(Prefix + value) : null;

    /// <summary>Declares an input of the model, float32.</summary>
    public OnnxValue Input(string value, params OnnxDimension[] shape)
    {
        _inputs.Add(ValueInfo(Prefix + value, shape));
        return Claim(Prefix + value);
    }

    /// <summary>Declares that a value is an output of the model, float32.</summary>
    public void Output(OnnxValue value, params OnnxDimension[] shape) =>
        _outputs.Add(ValueInfo(value.Name, shape));

    /// <summary>Adds a constant; its bytes are fetched only when the model is written.</summary>
    /// <exception cref="ArgumentException">
    /// The data does not fill the shape, or the name is taken.
    /// </exception>
    public OnnxValue Constant(string value, OnnxElementType type, long[] shape, ITensorData data)
    {
        var elements = shape.Aggregate(1L, (product, axis) => product * axis);
        var elementBytes = type == OnnxElementType.Int64 ? 8 : 4;
        if (elements * elementBytes != data.ByteLength)
        {
            throw new ArgumentException(
                $"'{value}' of shape [{string.Join(", ", shape)}] needs " +
                $"{elements * elementBytes} bytes, not {data.ByteLength}.");
        }

        _initializers.Add(new ProtoMessage()
            .Integers(1, shape).Integer(2, (int)type).Text(8, Prefix + value).Bytes(9, data));
        return Claim(Prefix + value);
    }

    /// <summary>Adds a float32 constant.</summary>
    public OnnxValue Constant(string value, long[] shape, ReadOnlySpan<float> data) =>
        Constant(value, OnnxElementType.Float, shape, RawBytes.Of(data));

    /// <summary>Adds a float32 matrix.</summary>
    public OnnxValue Constant(string value, float[,] matrix) => Constant(
        value,
        [matrix.GetLength(0), matrix.GetLength(1)],
        MemoryMarshal.CreateReadOnlySpan(ref matrix[0, 0], matrix.Length));

    /// <summary>Adds a list of 64-bit whole numbers, [length].</summary>
    public OnnxValue Integers(string value, params long[] data) =>
        Constant(value, OnnxElementType.Int64, [data.Length], RawBytes.Of(data));

    /// <summary>Adds a node with one output.</summary>
    /// <param name="op">Operator type.</param>
    /// <param name="result">Name of the output; also the node's name.</param>
    /// <param name="inputs">
    /// In the operator's order; one without a name leaves an input out.
    /// </param>
    /// <param name="attributes">Sets attributes, or null.</param>
    /// <param name="domain">Operator domain: empty for ONNX's own.</param>
    /// <returns>The output.</returns>
    public OnnxValue Node(
        string op,
        string result,
        OnnxValue[] inputs,
        Action<OnnxAttributes>? attributes = null,
        string domain = "") =>
        Add(op, [result], inputs, attributes, domain)[0];

    /// <summary>Adds a node with several outputs, named with their index behind.</summary>
    public OnnxValue[] Nodes(
        string op,
        string result,
        int outputs,
        OnnxValue[] inputs,
        Action<OnnxAttributes>? attributes = null) =>
        Add(op, [.. Enumerable.Range(0, outputs).Select(i => $"{result}{i}")],
            inputs, attributes, string.Empty);

    /// <summary>Writes the model.</summary>
    /// <param name="stream">Receives an ONNX ModelProto.</param>
    /// <param name="metadata">Pairs stored with the model, in the order given.</param>
    public void WriteTo(Stream stream, params (string Key, string Value)[] metadata)
    {
        var model = new ProtoMessage().Integer(1, IrVersion).Text(2, "antiphon")
            .Message(7, Message()).Message(8, Opset(string.Empty, OpsetVersion));
        if (_usesMicrosoftDomain)
        {
            model.Message(8, Opset(MicrosoftDomain, 1));
        }

        foreach (var (key, value) in metadata)
        {
            model.Message(14, new ProtoMessage().Text(1, key).Text(2, value));
        }

        model.WriteTo(stream);
    }

    private OnnxValue[] Add(
        string op,
        string[] results,
        OnnxValue[] inputs,
        Action<OnnxAttributes>? attributes,
        string domain)
    {
        var given = new OnnxAttributes();
        attributes?.Invoke(given);
        var node = new ProtoMessage();
        results = Array.ConvertAll(results, result => Prefix + result);
        Array.ForEach(inputs, input => node.Text(1, input.Name));
        Array.ForEach(results, result => node.Text(2, result));
        node.Text(3, results[0]).Text(4, op);
        foreach (var attribute in given.Messages)
        {
            node.Message(5, attribute);
        }

        if (domain.Length > 0)
        {
            node.Text(7, domain);
            _usesMicrosoftDomain |= domain == MicrosoftDomain;
        }

        _nodes.Add(node);
        return [.. results.Select(Claim)];
    }

    private static ProtoMessage Opset(string domain, int version) =>
        new ProtoMessage().Text(1, domain).Integer(2, version);

    private static ProtoMessage ValueInfo(string value, OnnxDimension[] shape)
    {
        var axes = new ProtoMessage();
        foreach (var axis in shape)
        {
            axes.Message(1, axis.Name is { } free
                ? new ProtoMessage().Text(2, free)
                : new ProtoMessage().Integer(1, axis.Length!.Value));
        }

        var tensor = new ProtoMessage().Integer(1, (int)OnnxElementType.Float).Message(2, axes);
        return new ProtoMessage().Text(1, value).Message(2, new ProtoMessage().Message(1, tensor));
    }

    /// <summary>The graph as it stands inside a model or a node.</summary>
    internal ProtoMessage Message()
    {
        var graph = new ProtoMessage();
        Append(1, _nodes);
        graph.Text(2, name);
        Append(5, _initializers);
        Append(11, _inputs);
        Append(12, _outputs);
        return graph;

        void Append(int field, List<ProtoMessage> messages) =>
            messages.ForEach(message => graph.Message(field, message));
    }

    private OnnxValue Claim(string value) => _names.Add(value)
        ? new OnnxValue(value)
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"The graph has two values '{value}'."));
}

/// <summary>
/// One axis of an input or output: a fixed length, or a name for one that may vary.
/// </summary>
public readonly record struct OnnxDimension
{
    private OnnxDimension(long? length, string? name) => (Length, Name) = (length, name);

    /// <summary>The length, or null when it may vary.</summary>
    public long? Length { get; }

    /// <summary>The name of a length that may vary, or null.</summary>
    public string? Name { get; }

    public static OnnxDimension Fixed(long length) => new(length, null);

    public static OnnxDimension Named(string name) => new(null, name);

    public static implicit operator OnnxDimension(long length) => Fixed(length);

    public static implicit operator OnnxDimension(string name) => Named(name);

    public override string ToString() =>
        Name ?? Length.GetValueOrDefault().ToString(CultureInfo.InvariantCulture);
}

/// <summary>Kinds of tensor elements, numbered as in ONNX's TensorProto.DataType.</summary>
public enum OnnxElementType
{
    None = 0,
    Float = 1,
    Int64 = 7,
}

/// <summary>A tensor that flows through an <see cref="OnnxGraph"/>, known by its name.</summary>
/// <param name="Name">Unique in its graph; empty where a node leaves an input out.</param>
public readonly record struct OnnxValue(string Name);
