using System.Globalization;
using System.Text;
using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Host.Output;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Time;

namespace Antiphon.Host.Observers;

/// <summary>
/// Prints what happens as it happens: a line for each decision and each loss, and on a screen a
/// line for each segment with a lane of words per stem. A token has a character of its own; a dot
/// is a rest.
/// </summary>
internal sealed class LivePrinter(Terminal terminal) : IRigObserver
{
    // One sign a token, each one column wide; none of them is markup.
    private const string TokenSigns =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

    private const int Hues = 12;
    private static readonly string[] HueColours =
    [
        "red", "orange1", "yellow", "chartreuse1", "green", "springgreen2",
        "cyan1", "deepskyblue1", "dodgerblue1", "mediumpurple", "magenta1", "hotpink",
    ];

    private readonly ChartWatch _chart = new();
    private readonly StringBuilder _harmonic = new();
    private readonly StringBuilder _percussive = new();

    public void Tokenized(Slot slot)
    {
        if (slot is not FrameToken token || !terminal.IsScreen)
        {
            return;
        }

        Append(_harmonic, token.Harmonic);
        Append(_percussive, token.Percussive);
        if (token.Frame == FrameGrid.FramesPerSegment - 1)
        {
            PrintLanes(token);
        }
    }

    public void Lost(string stage, Gap gap) =>
        terminal.Markup($"{Seconds(gap.Start)}  [red]gap:[/] {Escape(gap.Reason)}");

    public void Decided(Slot slot)
    {
        if (slot is not AgentDecided decided)
        {
            return;
        }

        if (_chart.Hear(decided) is { } chart)
        {
            terminal.Markup($"{Seconds(chart.Time)}  [bold]chart:[/] {Escape(chart.Text)}");
        }

        foreach (var decision in decided.Decisions)
        {
            var voice = decision.Voice.ToString().ToLowerInvariant();
            terminal.Markup(
                $"{Seconds(decision.Time)}  [bold]{voice}[/] "
                + $"[underline]{Explanation.Name(decision.Mode)}[/]: "
                + Escape(decision.Why));
        }
    }

    /// <summary>A line of what comes by itself.</summary>
    public void Announce(SampleTime at, string text) =>
        terminal.Markup($"{Seconds(at)}  [bold]setlist:[/] {Escape(text)}");

    /// <summary>The words do not come as they were learned.</summary>
    public void Noticed(HealthNotice notice)
    {
        var colour = notice.Finding == HealthFinding.HearsWrongly ? "red" : "orange1";
        terminal.Markup(
            $"{Seconds(notice.Time)}  [{colour}]hearing:[/] {Escape(notice.Text)}");
        if (terminal.Json && notice.Finding == HealthFinding.HearsWrongly)
        {
            terminal.Error(notice.Text);
        }
    }

    private void PrintLanes(FrameToken last)
    {
        // Both lanes beside each other take 63 columns.
        var between = terminal.Width >= 64 ? "  " : "\n" + new string(' ', 9);
        terminal.Markup($"{Seconds(last.Segment.Start)}  {_harmonic}{between}{_percussive}");
        _harmonic.Clear();
        _percussive.Clear();
    }

    private static void Append(StringBuilder lane, Token word)
    {
        if (word.IsRest)
        {
            lane.Append("[grey]·[/]");
        }
        else
        {
            var colour = HueColours[word.Code % Hues];
            lane.Append(CultureInfo.InvariantCulture, $"[{colour}]{TokenSigns[word.Code]}[/]");
        }
    }

    private static string Seconds(SampleTime time) =>
        time.Seconds.ToString("0.00", CultureInfo.InvariantCulture).PadLeft(7);

    private static string Escape(string text) => Spectre.Console.Markup.Escape(text);
}
