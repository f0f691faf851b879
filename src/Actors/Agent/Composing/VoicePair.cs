namespace Antiphon.Agent;

/// <summary>Two voices that do not strike together.</summary>
internal static class VoicePair
{
    private const double TogetherSeconds = 0.05;
    private const double StepAsideSeconds = 0.15;

    /// <summary>The bass, where it gives way to the melody.</summary>
    /// <param name="pulse">The player's pulse in seconds, by half of which it steps aside.</param>
    /// <param name="mayMeet">They may strike together after all.</param>
    public static List<VoiceFitter.Fitted> GiveWay(
        List<VoiceFitter.Fitted> bass, List<VoiceFitter.Fitted> melody, double? pulse,
        bool mayMeet)
    {
        if (mayMeet)
        {
            return bass;
        }

        List<VoiceFitter.Fitted> apart = [];
        foreach (var note in bass)
        {
            var moved = Strikes(melody, note.Onset)
                ? note with { Onset = note.Onset + (pulse / 2 ?? StepAsideSeconds) }
                : note;
            moved = moved with { Length = note.Onset + note.Length - moved.Onset };
            if (moved.Length > TogetherSeconds && !Strikes(melody, moved.Onset))
            {
                apart.Add(moved);
            }
        }

        return apart;
    }

    private static bool Strikes(List<VoiceFitter.Fitted> melody, double onset) =>
        melody.Exists(note => Math.Abs(note.Onset - onset) < TogetherSeconds);
}
