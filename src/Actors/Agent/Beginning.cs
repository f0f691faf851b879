namespace Antiphon.Agent;

/// <summary>A place at which a recall may begin, and what speaks for it.</summary>
/// <param name="State">The state to be sounded first.</param>
/// <param name="Frames">Frames before it that agree with the context, from 0.</param>
/// <param name="Seconds">How long these were.</param>
/// <param name="Context">How well they agree, from 0.</param>
/// <param name="Move">How its pitches are moved, and how they then fit those of now.</param>
/// <param name="Taboo">What is left of its weight because it was recalled of late, 0…1.</param>
/// <param name="Source">Weight of where it comes from, from 0.</param>
internal readonly record struct Beginning(
    int State, int Frames, double Seconds, double Context, Transposition Move, double Taboo,
    double Source)
{
    /// <summary>What speaks for it, all together, from 0.</summary>
    public double Weight(NavigationOptions options) =>
        Context * Math.Exp(options.HarmonyWeight * Move.Fit) * Taboo * Source;
}
