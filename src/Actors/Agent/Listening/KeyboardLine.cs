using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>What a keyboard played, as a line: notes, where the tokens are only sound.</summary>
internal static class KeyboardLine
{
    /// <summary>
    /// The line of a recall, in which stretches that were heard from a keyboard too are its notes.
    /// </summary>
    /// <param name="shaped">The line as the frames give it.</param>
    /// <param name="call">What is answered; with no sound in it, its notes are the line.</param>
    public static List<ShapedNote> Over(
        List<ShapedNote> shaped, Recall recall, PlayerPhrase call, KeyboardMemory keyboard)
    {
        if (recall.Frames.Count == 0)
        {
            return [.. call.Notes.Select(note => new ShapedNote(
                note.Onset.SecondsSince(call.Start), note.Length.Seconds, note.Key,
                LoudnessOf(note, call), note.Velocity, note.Onset))];
        }

        List<ShapedNote> line = [.. shaped];
        foreach (var (i, run) in recall.Runs.Index())
        {
            var notes = run.Recording is null ? keyboard.Between(run.From, run.To) : [];
            if (notes.Count == 0)
            {
                continue;
            }

            var until = i + 1 < recall.Runs.Count
                ? recall.Runs[i + 1].OffsetSeconds
                : double.PositiveInfinity;
            line.RemoveAll(note => note.Onset >= run.OffsetSeconds && note.Onset < until);
            line.AddRange(notes.Select(note => new ShapedNote(
                run.OffsetSeconds + recall.Stretch * note.Onset.SecondsSince(run.From),
                recall.Stretch * note.Length.Seconds,
                note.Key + run.TranspositionSemitones,
                LoudnessOf(note, call), note.Velocity, note.Onset)));
        }

        return [.. line.OrderBy(note => note.Onset)];
    }

    // A velocity as so many dB below the loudest, as the fitter turns loudness into velocity.
    private static double LoudnessOf(NoteHeard note, PlayerPhrase call) =>
        call.PeakDb + (note.Velocity - VoiceFitter.RecalledLoudest) / VoiceFitter.VelocityPerDb;
}
