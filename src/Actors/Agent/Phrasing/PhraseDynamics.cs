namespace Antiphon.Agent;

/// <summary>How loud each note of a phrase is.</summary>
/// <remarks>
/// The phrase lies where the player's level lies against the session's; within it, the metre
/// accents, and the line swells and sinks.
/// </remarks>
internal static class PhraseDynamics
{
    private const double FirstBeat = 7;
    private const double OtherBeat = 3.5;
    private const double OffBeat = -5;
    private const double Swell = 13;
    private const double SwellMean = 8;
    private const double SwellLength = 0.85;
    private const double ChordsBelow = -14;
    private const double BassBelow = -8;
    private const int Softest = 20;
    private const int Loudest = 120;

    /// <summary>A velocity, 20…120.</summary>
    /// <param name="voice">Who plays it.</param>
    /// <param name="level">The velocity of the phrase.</param>
    /// <param name="share">Where in the phrase it lies, 0…1.</param>
    /// <param name="strength">The metre's weight, 0…1.</param>
    public static int Velocity(PhraseVoice voice, double level, double share, double strength)
    {
        var accent = strength >= 0.95 ? FirstBeat : strength >= 0.4 ? OtherBeat : OffBeat;
        var swell = Swell * Math.Sin(Math.PI * SwellLength * (share + 0.08)) - SwellMean;
        var part = voice switch
        {
            PhraseVoice.Chords => ChordsBelow + 0.4 * accent + 0.4 * swell,
            PhraseVoice.Bass => BassBelow + 0.4 * accent + 0.4 * swell,
            _ => accent + swell,
        };
        return (int)Math.Round(Math.Clamp(level + part, Softest, Loudest));
    }
}
