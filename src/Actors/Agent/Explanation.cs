using System.Globalization;
using System.Text.Json;

namespace Antiphon.Agent;

/// <summary>Says in a plain sentence why something is played.</summary>
public static class Explanation
{
    /// <summary>A mode as a person reads it.</summary>
    public static string Name(Mode mode) => JsonNamingPolicy.CamelCase.ConvertName($"{mode}");

    internal static string Of(Occasion occasion, Recall recall, Voice voice, int notes)
    {
        var why = occasion.Joins
            ? $"the player plays on ({Seconds(occasion.Call.Seconds)}); joins in sparsely"
            : $"the phrase ended ({Seconds(occasion.Call.Seconds)})";
        var line = voice == Voice.Bass ? " in the bass" : "";
        if (notes == 0)
        {
            return $"{why}; found nothing to play{line}";
        }

        var age = occasion.Tick.SecondsSince(recall.Frames[0].Frame.Time);
        var verb = occasion.Mode == Mode.Contrast ? "contrasts with" : "imitates";
        var source = recall.MatchedContext > 0
            ? $"what was heard {Seconds(age)} ago "
                + $"(matched {Count(recall.MatchedContext, "frame")}, "
            + $"{Count(recall.Jumps, "jump")})"
            : $"the call itself ({Count(recall.Jumps, "jump")})";
        return $"{why}; {verb} {source}{line}; {Count(notes, "note")}";
    }

    internal static string Seconds(double seconds) =>
        seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    internal static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
