using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>Where what a note recalls was heard.</summary>
/// <param name="Recording">The corpus recording; null when it was heard live.</param>
/// <param name="Time">When, in that recording or since the rig began to hear.</param>
public sealed record NoteOrigin(string? Recording, SampleTime Time)
{
    /// <summary>The origin of one of a decision's notes; null when it names none.</summary>
    /// <remarks>
    /// A decision gives the time of each note's source, and the runs it is one of. Of several runs
    /// that hold that time, it is the one that was played nearest to the note.
    /// </remarks>
    public static NoteOrigin? Of(TakenDecision taken, NoteId id)
    {
        var index = 0;
        while (index < taken.Notes.Count && taken.Notes[index].Id != id)
        {
            index++;
        }

        if (index >= Math.Min(taken.Notes.Count, taken.Decision.NoteSources.Count))
        {
            return null;
        }

        var source = taken.Decision.NoteSources[index];
        var offset = taken.Notes[index].Due.SecondsSince(taken.Notes.Min(note => note.Due));
        var run = taken.Decision.Runs
            .Where(run => run.From <= source && source <= run.To)
            .MinBy(run => Math.Abs(PlayedAt(run, source, taken.Decision.Stretch) - offset));
        return new NoteOrigin(run?.Recording, source);
    }

    private static double PlayedAt(RecalledRun run, SampleTime source, double stretch) =>
        run.OffsetSeconds + source.SecondsSince(run.From) * stretch;
}
