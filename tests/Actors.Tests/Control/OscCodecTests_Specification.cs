using Antiphon.Control;
using Xunit;

namespace Antiphon.Tests.Control;

/// <summary>
/// The examples that the OSC 1.0 specification prints byte by byte, and bundles laid out by hand
/// after its rules.
/// </summary>
public sealed class OscCodecTests_Specification
{
    [Fact]
    public void The_oscillator_at_440_Hz() => AssertBoth(
        "2f6f7363696c6c61746f722f342f6672657175656e6379002c66000043dc0000",
        new OscMessage("/oscillator/4/frequency", new OscFloat(440)));

    [Fact]
    public void Five_values_at_foo() => AssertBoth(
        "2f666f6f000000002c696973666600"
        + "00000003e8ffffffff68656c6c6f0000003f9df3b640b5b22d",
        new OscMessage(
            "/foo",
            new OscInt(1_000),
            new OscInt(-1),
            new OscString("hello"),
            new OscFloat(1.234f),
            new OscFloat(5.678f)));

    [Fact]
    public void A_text_of_four_letters_has_four_zeros() => AssertBoth(
        "2f61000" + "02c730000" + "6461746100000000",
        new OscMessage("/a", new OscString("data")));

    [Fact]
    public void Every_other_type() => AssertBoth(
        "2f610000" + "2c54464e6268647400000000"
        + "0000000301020300"
        + "8000000000000001"
        + "3ff8000000000000"
        + "0000000180000000",
        new OscMessage(
            "/a",
            new OscBool(true),
            new OscBool(false),
            new OscNil(),
            new OscBlob([1, 2, 3]),
            new OscLong(long.MinValue + 1),
            new OscDouble(1.5),
            new OscTime(new OscTimeTag(0x1_8000_0000))));

    [Fact]
    public void A_bundle_at_once_with_a_message_and_a_bundle() => AssertBoth(
        "2362756e646c6500" + "0000000000000001"
        + "00000008" + "2f6100002c000000"
        + "00000010" + "2362756e646c6500" + "0000000000000002",
        new OscBundle(
            OscTimeTag.Immediately,
            [
                new OscMessage("/a"),
                new OscBundle(new OscTimeTag(2), []),
            ]));

    [Fact]
    public void A_message_without_types_has_no_values() =>
        Assert.Equal(new OscMessage("/a"), OscReader.Read(Convert.FromHexString("2f610000")));

    [Theory]
    [InlineData("", "4 to")]
    [InlineData("2f6100", "fours")]
    [InlineData("61000000", "slash")]
    [InlineData("2f616161", "does not end")]
    [InlineData("2f6100002c690000", "cut off")]
    [InlineData("2f6100002c0000000000", "fours")]
    [InlineData("2f6100002c00000000000001", "more bytes")]
    [InlineData("2f61000100000000", "padding")]
    [InlineData("2f6100002c73000061000100", "padding")]
    [InlineData("2f6100002c62000000000001ff000001", "padding")]
    [InlineData("2f6100002c620000ffffffff", "cut off")]
    [InlineData("2f6100002c620000000000ff00000000", "cut off")]
    [InlineData("2f6100002c720000" + "00000000", "type 'r'")]
    [InlineData("2f61000041000000", "types")]
    [InlineData("2fe40000", "UTF-8")]
    [InlineData("2362756e646c6500", "cut off")]
    [InlineData("2362756e646c6500000000000000000100000000", "element of 0")]
    [InlineData("2362756e646c65000000000000000001ffffffff", "element of -1")]
    [InlineData("2362756e646c650000000000000000010000000c2f610000", "cut off")]
    [InlineData(
        "2362756e646c65000000000000000003000000102362756e646c65000000000000000002", "earlier")]
    public void What_is_no_OSC_is_refused(string hex, string why) =>
        Assert.Contains(
            why,
            Assert.Throws<OscException>(() => OscReader.Read(Convert.FromHexString(hex))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_packet_too_large_is_refused() =>
        Assert.Throws<OscException>(() => OscReader.Read(new byte[OscReader.MaxBytes + 4]));

    [Fact]
    public void Bundles_too_deep_are_refused()
    {
        OscPacket packet = new OscMessage("/a");
        for (var depth = 0; depth < OscReader.MaxDepth; depth++)
        {
            packet = new OscBundle(OscTimeTag.Immediately, [packet]);
        }

        Assert.Equal(packet, OscReader.Read(OscWriter.Write(packet)));
        var deeper = OscWriter.Write(new OscBundle(OscTimeTag.Immediately, [packet]));
        Assert.Throws<OscException>(() => OscReader.Read(deeper));
    }

    private static void AssertBoth(string hex, OscPacket packet)
    {
        Assert.Equal(packet, OscReader.Read(Convert.FromHexString(hex)));
        Assert.Equal(hex, Convert.ToHexStringLower(OscWriter.Write(packet)));
    }
}
