namespace Antiphon.Demo;

/// <summary>
/// The music that the shipped vocabulary is learned from: short pieces in many keys, modes, tempi,
/// timbres and kits. The demo's own piece is not among them.
/// </summary>
public static class GeneratedPieces
{
    private const int PieceCount = 40;
    private const ulong Seed = 1_001;

    private static readonly Instrument[] Timbres =
    [
        new PluckedString(0.9, 2.0),
        new PluckedString(0.55, 3.5),
        new PluckedString(0.3, 1.2),
        new FmTone(1, 2.5, 2.5),
        new FmTone(3.5, 3, 3.5),
        new FmTone(2, 1.2, 1.5),
        new AdditiveTone([1, 0.7, 0.5, 0.35, 0.25, 0.2, 0.15], 0.03, 0.08),
        new AdditiveTone([1, 0.1, 0.6, 0.08, 0.35, 0.05, 0.2], 0.02, 0.06),
        new AdditiveTone([1, 0.8, 0.7, 0.6, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2], 0.09, 0.2, 14, 5.2),
        new AdditiveTone([1, 0.45, 0.2, 0.1], 0.2, 0.4, 8, 4.5),
        new AdditiveTone(
            [1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.3, 0.25], 0.05, 0.1, 20, 5.8),
    ];

    private static readonly DrumKit[] Kits =
    [
        new(1.0, 1.0, 0.6), new(0.8, 1.4, 0.4), new(1.3, 0.6, 0.85), new(1.1, 0.8, 0.5),
        new(0.9, 0.5, 0.75),
    ];

    /// <summary>The pieces, in a fixed order.</summary>
    public static IReadOnlyList<GeneratedPiece> Pieces { get; } =
        GeneratedBand.Pieces("corpus", PieceCount, Seed, Timbres, Kits);
}
