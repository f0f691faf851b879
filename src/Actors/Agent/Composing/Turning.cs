namespace Antiphon.Agent;

/// <summary>Turns a line against what was played.</summary>
internal static class Turning
{
    private const double DenseOnsetsPerSecond = 2.5;
    private const double AgainstLittle = 1.8;

    /// <summary>The line upside down around its middle, on the pitch classes of the call.</summary>
    public static List<ShapedNote> UpsideDown(List<ShapedNote> line, PlayerPhrase call)
    {
        var middle = Pitch.Median([.. line.Select(note => note.Key)], 0);
        return [.. line.Select(note => note with
        {
            Key = Harmony.Nearest(2 * middle - note.Key, call.Chroma),
        })];
    }

    /// <summary>How much denser a line is against little than against much.</summary>
    public static double DensityAgainst(PlayerPhrase call) =>
        PlaysMuch(call) ? 1 : AgainstLittle;

    /// <summary>Whether a player plays much.</summary>
    public static bool PlaysMuch(PlayerPhrase call) => call.OnsetsPerSecond >= DenseOnsetsPerSecond;
}
