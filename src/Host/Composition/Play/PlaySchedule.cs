using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>What takes effect by itself while a run plays: the hour, and a setlist.</summary>
internal static class PlaySchedule
{
    /// <summary>Commands in order of time.</summary>
    /// <remarks>
    /// The wall clock is told once, and only live: off line, equal input gives equal music at any
    /// hour.
    /// </remarks>
    /// <exception cref="CommandException">The setlist cannot be played.</exception>
    public static IReadOnlyList<ControlGiven> Of(RigOptions options, PlaySettings settings)
    {
        List<ControlGiven> schedule = settings.Freewheel
            ? []
            : [new ControlGiven(
                new TellTime(TimeProvider.System.GetLocalNow().TimeOfDay.TotalHours),
                SampleTime.Zero)];
        if (settings.Setlist is { } path)
        {
            schedule.AddRange(Of(Load(path), options));
        }

        return schedule;
    }

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
    /// <exception cref="CommandException">It asks for what there is not.</exception>
    public static IReadOnlyList<ControlGiven> Of(Setlist setlist, RigOptions options)
    {
        try
        {
            return setlist.Schedule(options.Agent, PresetsOf(options));
        }
        catch (ControlException e)
        {
            throw CommandException.BadUsage(e.Message, e);
        }
    }

    /// <summary>Where presets are kept.</summary>
    public static PresetFolder PresetsOf(RigOptions options) => new(
        options.Control.PresetsFolder is { Length: > 0 } folder
            ? folder
            : Path.Combine(StateFolder.PathOf(options.Service), "presets"));
}
