using System.Text.Json;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Session;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Session;

public sealed class TokenLinesTests
{
    private static readonly MusicNow Music = new(
        new Beat(SampleTime.FromSeconds(1), 0.5, 0.9),
        new Chord(7, ChordKind.Dominant7, 11, 0.8),
        new MusicalKey(0, false, 0.7));

    private static readonly HeardFrame Heard = new(
        UInt128.One << 43 | UInt128.One << 59 | UInt128.One << 65, IsStruck: true, 65, Music);

    private readonly List<JsonDocument> _lines = [];
    private readonly TokenLines _tokens;

    public TokenLinesTests() =>
        _tokens = new TokenLines((line, _) => _lines.Add(JsonDocument.Parse(line)));

    [Fact]
    public void A_frame_waits_for_what_the_agent_knew_of_the_music()
    {
        _tokens.Read(Frame(0));
        _tokens.Read(Frame(1));
        Assert.Empty(_lines);

        _tokens.Known(new FrameMusic(0, Music, Heard));

        var line = Assert.Single(_lines).RootElement;
        Assert.Equal(0, line.GetProperty("frame").GetInt32());
        var time = Frame(0).Time.Seconds;
        var phase = line.GetProperty("beat").GetProperty("phase").GetDouble();
        Assert.Equal(time % 0.5 / 0.5, phase, 4);
        Assert.Equal(
            """{"root":7,"kind":"7","bass":11,"sure":0.8}""",
            line.GetProperty("chord").GetRawText());
        Assert.Equal(
            """{"tonic":0,"minor":false,"sure":0.7}""", line.GetProperty("key").GetRawText());
        Assert.Equal("[43,59,65]", line.GetProperty("keys").GetRawText());
        Assert.Equal(65, line.GetProperty("melody").GetInt32());
        Assert.True(line.GetProperty("struck").GetBoolean());
    }

    [Fact]
    public void A_frame_that_the_agent_never_got_says_so_and_keeps_its_place()
    {
        for (var frame = 0; frame < 3; frame++)
        {
            _tokens.Read(Frame(frame));
        }

        _tokens.Known(new FrameMusic(2, Music));

        Assert.Equal([0, 1, 2], Frames());
        Assert.Equal(
            [JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Object],
            _lines.Select(line => line.RootElement.GetProperty("beat").ValueKind));
        Assert.Equal(
            ["null", "null", "[]"],
            _lines.Select(line => line.RootElement.GetProperty("keys").GetRawText()));
    }

    [Fact]
    public void Without_an_agent_lines_are_kept_back_for_four_segments_at_most_and_none_is_lost()
    {
        var most = 4 * FrameGrid.FramesPerSegment;
        for (var frame = 0; frame < most + 2; frame++)
        {
            _tokens.Read(Frame(frame));
        }

        Assert.Equal([0, 1], Frames());
        _tokens.End();
        Assert.Equal(most + 2, _lines.Count);
        Assert.Equal(
            JsonValueKind.Null, _lines[^1].RootElement.GetProperty("key").ValueKind);
    }

    private int[] Frames() =>
        [.. _lines.Select(line => line.RootElement.GetProperty("frame").GetInt32())];

    private static FrameToken Frame(int number)
    {
        var (segment, frame) =
            (number / FrameGrid.FramesPerSegment, number % FrameGrid.FramesPerSegment);
        return SessionTests.Token(segment, frame, new Token(1), new Token(2), null);
    }
}
