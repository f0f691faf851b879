using Antiphon.Flow;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Hpss;
using Antiphon.Quantizer;
using Antiphon.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>What is printed while it plays.</summary>
public sealed class LivePrinterTests
{
    private static readonly Place Somewhere =
        new(new SegmentId(2), SampleTime.Zero, new SampleCount(8_400), 0);

    [Fact]
    public void Without_a_terminal_events_alone_are_printed_and_no_row_of_tokens()
    {
        var output = new StringWriter();
        var printer = new LivePrinter(Terminal.On(
            output, TextWriter.Null, json: false, NullLoggerFactory.Instance));
        Hear(printer);
        Assert.Equal("", output.ToString());

        printer.Lost("Encoder", new Gap(Somewhere, "it hung"));
        Assert.Equal("   0.00  gap: it hung", output.ToString().Trim('\n'));
    }

    [Fact]
    public void On_a_screen_each_segment_is_a_row_with_a_sign_a_token()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 80;
        Hear(new LivePrinter(new Terminal(console, console, json: false) { IsScreen = true }));
        Assert.Contains(
            new string('D', FrameGrid.FramesPerSegment), output.ToString(),
            StringComparison.Ordinal);
    }

    private static void Hear(LivePrinter printer)
    {
        for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
        {
            printer.Tokenized(new FrameToken(
                Somewhere, frame, FrameGrid.FrameCentre(Somewhere.Segment.Start, frame),
                new Token(3), Token.Rest, 1, 0, Descriptors, Warming: false));
        }
    }

    private static FrameDescriptors Descriptors => new()
    {
        LoudnessDb = -20,
        HarmonicLoudnessDb = -20,
        PercussiveLoudnessDb = -60,
        OnsetStrength = 0,
        F0Hz = null,
        Voicing = 0,
        Chroma = default,
        CentroidHz = 0,
        HarmonicOpen = true,
        PercussiveOpen = false,
    };
}
