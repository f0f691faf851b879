using Antiphon.Control;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Control;

/// <summary>What holds for any packet, and for any bytes.</summary>
public sealed class OscCodecProperties
{
    private static readonly Gen<string> AnyText = Gen.String[Gen.Char[' ', '~'], 0, 9];

    private static readonly Gen<OscArgument> AnyArgument = Gen.OneOf(
        Gen.Int.Select(value => (OscArgument)new OscInt(value)),
        Gen.Float.Select(value => (OscArgument)new OscFloat(value)),
        AnyText.Select(value => (OscArgument)new OscString(value)),
        Gen.Byte.Array[0, 9].Select(value => (OscArgument)new OscBlob([.. value])),
        Gen.Bool.Select(value => (OscArgument)new OscBool(value)),
        Gen.Const((OscArgument)new OscNil()),
        Gen.Long.Select(value => (OscArgument)new OscLong(value)),
        Gen.Double.Select(value => (OscArgument)new OscDouble(value)),
        Gen.ULong.Select(value => (OscArgument)new OscTime(new OscTimeTag(value))));

    private static readonly Gen<OscPacket> AnyMessage = Gen.Select(
        AnyText, AnyArgument.Array[0, 6],
        (address, arguments) => (OscPacket)new OscMessage("/" + address, arguments));

    private static readonly Gen<OscPacket> AnyPacket = Gen.OneOf(AnyMessage, AnyBundle(3));

    [Fact]
    public void What_is_written_is_read_again() => AnyPacket.Sample(
        packet =>
        {
            var bytes = OscWriter.Write(packet);
            Assert.Equal(0, bytes.Length % 4);
            Assert.Equal(packet, OscReader.Read(bytes));
        },
        iter: 2_000);

    [Fact]
    public void What_is_read_is_written_the_same() => AnyPacket.Sample(
        packet =>
        {
            var bytes = OscWriter.Write(packet);
            Assert.Equal(bytes, OscWriter.Write(OscReader.Read(bytes)));
        },
        iter: 1_000);

    // A bundle cut between two of its elements is a whole bundle; a message never is.
    [Fact]
    public void A_message_cut_anywhere_behind_its_address_is_refused() => AnyMessage.Sample(
        packet =>
        {
            var bytes = OscWriter.Write(packet);
            var types = Array.IndexOf(bytes, (byte)0) / 4 * 4 + 4;
            for (var length = types + 1; length < bytes.Length; length++)
            {
                Assert.Throws<OscException>(() => OscReader.Read(bytes.AsSpan(0, length)));
            }
        },
        iter: 500);

    [Fact]
    public void Any_bytes_are_read_or_refused_and_nothing_else() => Gen.OneOf(
            Gen.Byte.Array[0, 64],
            Gen.Select(AnyPacket, Gen.Int[0, 400], Gen.Byte, Spoil))
        .Sample(
            bytes =>
            {
                try
                {
                    OscWriter.Write(OscReader.Read(bytes));
                }
                catch (OscException)
                {
                    // Refused.
                }
            },
            iter: 5_000);

    private static byte[] Spoil(OscPacket packet, int at, byte with)
    {
        var bytes = OscWriter.Write(packet);
        bytes[at % bytes.Length] = with;
        return bytes;
    }

    // Times within bundles must not fall, so that a bundle's own is the least of all.
    private static Gen<OscPacket> AnyBundle(int depth) => Gen.Select(
        Gen.ULong[0, 1_000],
        (depth == 0 ? AnyMessage : Gen.OneOf(AnyMessage, AnyBundle(depth - 1))).Array[0, 3],
        (time, packets) => (OscPacket)new OscBundle(
            new OscTimeTag(time), [.. packets.Select(packet => Later(packet, time))]));

    private static OscPacket Later(OscPacket packet, ulong than) => packet is OscBundle bundle
        ? new OscBundle(
            new OscTimeTag(bundle.Time.Value + than),
            [.. bundle.Packets.Select(inner => Later(inner, than))])
        : packet;
}
