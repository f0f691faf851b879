using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.MemoryBuffer;
using Antiphon.MemoryBuffer.Io;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>What takes effect by itself while a run plays: the hour, and a setlist.</summary>
internal static class PlaySchedule
{
    /// <summary>Commands in order of time, from the moment at which it is asked.</summary>
    /// <remarks>
    /// The wall clock is told at the start (and by <see cref="VenueClock"/> where it departs), and
    /// only live: off line, equal input gives equal music at any hour.
    /// </remarks>
    /// <param name="setlist">What is played; null for none.</param>
    /// <param name="names">What can be recalled by name.</param>
    /// <exception cref="CommandException">The setlist cannot be played.</exception>
    public static IReadOnlyList<ControlGiven> Of(
        Setlist? setlist, RigOptions options, bool freewheel, RecallNames names)
    {
        IReadOnlyList<ControlGiven> hour = freewheel
            ? []
            : [new ControlGiven(
                new TellTime(VenueClock.HourNow(TimeProvider.System)), SampleTime.Zero)];
        return setlist is null
            ? hour
            : Checked(() => setlist.Schedule(
                hour, options.Agent, PresetsOf(options), names));
    }

    /// <summary>The same, and commands behind those of its times.</summary>
    public static IReadOnlyList<ControlGiven> And(
        this IReadOnlyList<ControlGiven> schedule, IReadOnlyList<ControlGiven> more) =>
        more.Count == 0 ? schedule : [.. schedule.Concat(more).OrderBy(given => given.At)];

    /// <summary>A setlist, read.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static Setlist Load(string path)
    {
        try
        {
            return SetlistFile.Load(path);
        }
        catch (ControlException e)
        {
            throw CommandException.BadUsage(e.Message, e);
        }
    }

    /// <summary>The commands of a setlist under the options that it will be played with.</summary>
    /// <param name="names">What can be recalled by name.</param>
    /// <exception cref="CommandException">It asks for what there is not.</exception>
    public static IReadOnlyList<ControlGiven> Of(
        Setlist setlist, RigOptions options, RecallNames names) =>
        Checked(() => setlist.Schedule(options.Agent, PresetsOf(options), names));

    private static IReadOnlyList<ControlGiven> Checked(Func<IReadOnlyList<ControlGiven>> schedule)
    {
        try
        {
            return schedule();
        }
        catch (ControlException e)
        {
            throw CommandException.BadUsage(e.Message, e);
        }
    }

    /// <summary>What can be recalled by name from some corpora.</summary>
    /// <exception cref="CorpusRefusedException">One cannot be read.</exception>
    public static RecallNames NamesIn(IReadOnlyList<string> corpora)
    {
        var read = corpora.Select(CorpusFile.Load).ToList();
        return RecallNames.Of(
            read.SelectMany(corpus => corpus.Regions).Select(region => region.Label),
            read.SelectMany(corpus => corpus.Recordings).Select(recording => recording.Name));
    }

    /// <summary>Where presets are kept.</summary>
    /// <param name="inputs">Files that are read: none is saved over; null for none.</param>
    public static PresetFolder PresetsOf(RigOptions options, IEnumerable<string>? inputs = null) =>
        new(PresetsPath(options), inputs);

    /// <summary>The folder of the presets.</summary>
    public static string PresetsPath(RigOptions options) =>
        options.Control.PresetsFolder is { Length: > 0 } folder
            ? folder
            : Path.Combine(StateFolder.PathOf(options.Service), "presets");
}
