using System.Collections.Immutable;

namespace Antiphon.Control;

/// <summary>What one UDP datagram holds: a message or a bundle.</summary>
/// <remarks>Source: Wright, "The Open Sound Control 1.0 Specification", 2002.</remarks>
public abstract record OscPacket
{
    private protected OscPacket()
    {
    }
}

/// <summary>An address (or a pattern of addresses), and what is sent there.</summary>
/// <param name="Address">Begins with a slash.</param>
public sealed record OscMessage(string Address, ImmutableArray<OscArgument> Arguments) : OscPacket
{
    public OscMessage(string address, params OscArgument[] arguments)
        : this(address, ImmutableArray.Create(arguments))
    {
    }

    public bool Equals(OscMessage? other) =>
        other is not null && Address == other.Address
        && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Address, Arguments.Length);
}

/// <summary>Packets that take effect together, at a time.</summary>
public sealed record OscBundle(OscTimeTag Time, ImmutableArray<OscPacket> Packets) : OscPacket
{
    public bool Equals(OscBundle? other) =>
        other is not null && Time == other.Time && Packets.SequenceEqual(other.Packets);

    public override int GetHashCode() => HashCode.Combine(Time, Packets.Length);
}

/// <summary>One value of a message.</summary>
public abstract record OscArgument
{
    private protected OscArgument()
    {
    }
}

/// <summary>Type <c>i</c>.</summary>
public sealed record OscInt(int Value) : OscArgument;

/// <summary>Type <c>f</c>.</summary>
public sealed record OscFloat(float Value) : OscArgument;

/// <summary>Type <c>s</c>: UTF-8 without control characters.</summary>
public sealed record OscString(string Value) : OscArgument;

/// <summary>Type <c>b</c>.</summary>
public sealed record OscBlob(ImmutableArray<byte> Value) : OscArgument
{
    public bool Equals(OscBlob? other) =>
        other is not null && Value.AsSpan().SequenceEqual(other.Value.AsSpan());

    public override int GetHashCode() => Value.Length;
}

/// <summary>Types <c>T</c> and <c>F</c>.</summary>
public sealed record OscBool(bool Value) : OscArgument;

/// <summary>Type <c>N</c>.</summary>
public sealed record OscNil : OscArgument;

/// <summary>Type <c>h</c>.</summary>
public sealed record OscLong(long Value) : OscArgument;

/// <summary>Type <c>d</c>.</summary>
public sealed record OscDouble(double Value) : OscArgument;

/// <summary>Type <c>t</c>.</summary>
public sealed record OscTime(OscTimeTag Value) : OscArgument;
