using Antiphon.Control;
using Antiphon.Host.Output;

namespace Antiphon.Host.Composition;

/// <summary>A setlist that was read, with the charts of its pieces.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Setlist">What it says.</param>
/// <param name="Charts">Each once, in the order of the pieces.</param>
internal sealed record ReadSetlist(
    string Path, Setlist Setlist, IReadOnlyList<PlayedChart> Charts)
{
    /// <summary>All files that it was read from.</summary>
    public IEnumerable<string> Files => Charts.Select(chart => chart.Path).Prepend(Path);

    /// <summary>Reads a setlist, and each chart that a piece of it names.</summary>
    /// <exception cref="CommandException">It is none, or a chart of it is none.</exception>
    public static ReadSetlist Load(string path)
    {
        var setlist = PlaySchedule.Load(path);
        List<PlayedChart> charts = [];
        foreach (var piece in setlist.Pieces)
        {
            if (piece.Chart is { } file && !charts.Exists(chart => chart.Path == file))
            {
                charts.Add(Load(piece.Name, file));
            }
        }

        return new ReadSetlist(path, setlist, charts);
    }

    /// <summary>The files of a setlist; of one that cannot be read, itself alone.</summary>
    public static IEnumerable<string> FilesOf(string path)
    {
        try
        {
            return PlaySchedule.Load(path).Pieces
                .Select(piece => piece.Chart).OfType<string>().Prepend(path);
        }
        catch (CommandException)
        {
            // Who plays it says why.
            return [path];
        }
    }

    private static PlayedChart Load(string piece, string file)
    {
        try
        {
            return PlayedChart.Load(file);
        }
        catch (CommandException e)
        {
            throw new CommandException(e.ExitCode, $"piece '{piece}': {e.Message}", e);
        }
    }
}
