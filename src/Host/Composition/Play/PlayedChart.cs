using Antiphon.Agent;
using Antiphon.Disk.Io;
using Antiphon.Host.Output;
using Antiphon.Transcription;

namespace Antiphon.Host.Composition;

/// <summary>A chart as a session remembers it: where it lay, and what it said.</summary>
/// <param name="Path">Where it lay.</param>
/// <param name="Text">All of it.</param>
internal sealed record PlayedChart(string Path, string Text)
{
    private const int MostBytes = 4 * ChartText.MostLetters;

    /// <summary>Reads a chart from a file, and whether it is one.</summary>
    /// <exception cref="CommandException">It is missing, or none.</exception>
    public static PlayedChart Load(string path)
    {
        try
        {
            var chart = new PlayedChart(path, ReadableFile.ReadText(path, MostBytes));
            chart.Read();
            return chart;
        }
        catch (ChartException e)
        {
            throw CommandException.BadUsage($"the chart {path}, {e.Message}", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CommandException.BadUsage($"there is no chart {path}: check the path", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadUsage($"the chart {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Charts, each by where it lay.</summary>
    /// <exception cref="ChartException">One is none.</exception>
    public static IReadOnlyDictionary<string, Chart> ByName(IEnumerable<PlayedChart> charts) =>
        charts.ToDictionary(chart => chart.Path, chart => chart.Read());

    /// <summary>Whether they are as they may have been written.</summary>
    public static bool AreWhole(IReadOnlyList<PlayedChart> charts) =>
        charts.All(chart => chart is { Path: not null, Text: not null });

    /// <summary>A chart that commands name and that is not there; null for none.</summary>
    /// <exception cref="ChartException">One that is there is none.</exception>
    public static string? Missing(
        IReadOnlyList<PlayedChart> charts, IReadOnlyList<ControlGiven> commands)
    {
        var known = ByName(charts);
        return commands.Select(given => given.Command).OfType<FollowChart>()
            .Select(command => command.Chart ?? "null")
            .FirstOrDefault(name => name.Length > 0 && !known.ContainsKey(name));
    }

    /// <summary>The chart.</summary>
    /// <exception cref="ChartException">It is none.</exception>
    public Chart Read() => ChartText.Read(Text);
}
