namespace Antiphon.Encoder;

/// <summary>The attributes of one node, in the order they are given.</summary>
public sealed class OnnxAttributes
{
    private readonly List<ProtoMessage> _attributes = [];

    internal IEnumerable<ProtoMessage> Messages => _attributes;

    public OnnxAttributes Int(string name, long value) =>
        Add(Named(name).Integer(3, value).Integer(20, 2));

    public OnnxAttributes Ints(string name, params long[] values) =>
        Add(Named(name).Integers(8, values).Integer(20, 7));

    public OnnxAttributes Float(string name, float value) =>
        Add(Named(name).Real(2, value).Integer(20, 1));

    /// <summary>A graph inside the node; it may use the values of the graph around it.</summary>
    public OnnxAttributes Graph(string name, OnnxGraph value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(Named(name).Message(6, value.Message()).Integer(20, 5));
    }

    private static ProtoMessage Named(string name) => new ProtoMessage().Text(1, name);

    private OnnxAttributes Add(ProtoMessage attribute)
    {
        _attributes.Add(attribute);
        return this;
    }
}
