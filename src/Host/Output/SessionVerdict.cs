using Antiphon.Session.Io;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Output;

/// <summary>Says in a few lines how a session went.</summary>
internal static class SessionVerdict
{
    /// <summary>Says it to a person, and to a machine.</summary>
    public static void Print(Terminal terminal, PlayedSession played)
    {
        Say(terminal, played);
        terminal.Document(new { Session = played.Folder?.FullPath, played.Summary });
    }

    /// <summary>Says it to a person.</summary>
    public static void Say(Terminal terminal, PlayedSession played)
    {
        var summary = played.Summary;
        terminal.Line();
        terminal.Line(
            Text($"{summary.Segments} segments of {summary.FramesPerSegment} frames in ")
            + Text($"{summary.Seconds:0.0} s of sound, {summary.Gaps} gaps, ")
            + Text($"{summary.RealTimeFactor:0.0} times real time"));
        var (harmonic, percussive) = (summary.Diversity.Harmonic, summary.Diversity.Percussive);
        terminal.Line(
            Text($"{harmonic.Unique} harmonic and {percussive.Unique} percussive words ")
            + Text($"of {summary.TokenCount}; ")
            + Text($"perplexity {harmonic.Perplexity:0} and {percussive.Perplexity:0}"));
        terminal.Line(
            Text($"{summary.Notes.Count} notes answered, {summary.Notes.Hanging} hanging, ")
            + Text($"the longest {summary.Notes.LongestSeconds:0.0} s"));
        foreach (var sentence in summary.Listening.Verdict)
        {
            terminal.Line(sentence);
        }

        if (summary.Health.HearsWrongly > 0)
        {
            terminal.Line(summary.Health.Last!);
        }

        foreach (var port in summary.MidiPorts.Where(port => port.LastFault is not null))
        {
            terminal.Line(
                Text($"{port.Name}: {(port.Open ? "open" : "lost")}, lost {port.Losses} and back ")
                + Text($"{port.Returns} times, {port.Discarded} events discarded; ")
                + $"it last said: {port.LastFault}");
        }

        terminal.Line(played.Folder is { } left
            ? $"left in {TextTable.Whole(left.FullPath)} (open report.html)"
            : "nothing was kept of it");
    }
}
