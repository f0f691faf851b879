using System.Globalization;
using System.Text.Json;
using Antiphon.Notes;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Agent;

/// <summary>Says in a plain sentence why something is played.</summary>
public static class Explanation
{
    /// <summary>A mode as a person reads it.</summary>
    public static string Name(Mode mode) => JsonNamingPolicy.CamelCase.ConvertName($"{mode}");

    internal static string Of(Cue occasion, Recall recall, Voice voice, int notes)
    {
        var line = voice == Voice.Bass ? " in the bass" : "";
        return notes == 0
            ? $"{Why(occasion)}; found nothing to play{line}"
            : $"{Why(occasion)}; {ModeTraits.Of(occasion.Mode).Verb} {Source(occasion, recall)}"
                + $"{Moved(recall)}{line}; {Count(notes, "note")}";
    }

    /// <summary>Why an answer is made of a figure.</summary>
    /// <param name="words">What it makes of which.</param>
    internal static string Composed(Cue occasion, string words) =>
        $"{Why(occasion)}; {words}";

    /// <summary>Why it plays along.</summary>
    internal static string Along(Cue occasion, MusicNow music) =>
        $"the player plays on ({Seconds(occasion.Call.Seconds)}); "
        + $"{ModeTraits.Of(occasion.Mode).Verb} it on the beat"
        + (music.Chord is { } chord ? $", in {chord.Name(music.Key)}" : "");

    internal static string Seconds(double seconds) =>
        seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    private static string Why(Cue occasion) => occasion.Kind switch
    {
        CueKind.Joins =>
            $"the player plays on ({Seconds(occasion.Call.Seconds)}); joins in sparsely",
        CueKind.Leads => "nobody plays; begins by itself",
        _ => $"the phrase ended ({Seconds(occasion.Call.Seconds)})",
    };

    private static string Source(Cue occasion, Recall recall)
    {
        if (recall.Runs is not [var first, ..])
        {
            return "the call as it was heard";
        }

        var place = first.Recording is { } recording
            ? $"'{recording}' at {Seconds(first.From.Seconds)}"
            : $"what was heard {Seconds(occasion.Tick.SecondsSince(first.From))} ago";
        var jumps = Count(recall.Runs.Count - 1, "jump");
        return recall.Beginning is { } beginning
            ? $"{place} (matched {Count(beginning.Frames, "frame")}, {jumps})"
            : $"{place}, in the call itself ({jumps})";
    }

    private static string Moved(Recall recall) =>
        recall.Beginning is { Move.Semitones: not 0 and var semitones }
            ? string.Create(CultureInfo.InvariantCulture, $", moved by {semitones:+0;−0}")
            : "";
}
