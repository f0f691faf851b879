using System.Globalization;
using Antiphon.Host.Composition;

namespace Antiphon.Host.Output;

/// <summary>Says in a few lines how a session went.</summary>
internal static class SessionVerdict
{
    public static void Print(Terminal terminal, PlayedSession played)
    {
        var summary = played.Summary;
        terminal.Line();
        terminal.Line(Text(
            $"{summary.Segments} segments of {summary.FramesPerSegment} frames in {summary.Seconds:0.0} s of sound, {summary.Gaps} gaps, {summary.RealTimeFactor:0.0} times real time"));
        terminal.Line(Text(
            $"{summary.Diversity.Harmonic.Unique} harmonic and {summary.Diversity.Percussive.Unique} percussive words of 64; perplexity {summary.Diversity.Harmonic.Perplexity:0} and {summary.Diversity.Percussive.Perplexity:0}"));
        terminal.Line(Text(
            $"{summary.Notes.Count} notes answered, {summary.Notes.Hanging} hanging, the longest {summary.Notes.LongestSeconds:0.0} s"));
        terminal.Line($"left in {played.Folder.FullPath} (open report.html)");
        terminal.Document(new { Session = played.Folder.FullPath, Summary = summary });
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
