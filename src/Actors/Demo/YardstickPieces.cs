namespace Antiphon.Demo;

/// <summary>Generated music with known notes, in timbres and kits that the corpus lacks.</summary>
public static class YardstickPieces
{
    private const int PieceCount = 32;
    private const ulong Seed = 77_007;

    private static readonly Instrument[] Timbres =
    [
        new PluckedString(0.7, 5),
        new FmTone(1.41, 1.8, 2),
        new AdditiveTone([1, 0.05, 0.9, 0.05, 0.5, 0.05, 0.3, 0.05, 0.2], 0.06, 0.12, 11, 6.1),
        new AdditiveTone([0.6, 1, 0.5, 0.4, 0.1, 0.1, 0.05], 0.12, 0.25),
    ];

    private static readonly DrumKit[] Kits = [new(1.2, 1.2, 0.55), new(0.7, 0.7, 0.65)];

    /// <summary>The pieces, in a fixed order.</summary>
    public static IReadOnlyList<GeneratedPiece> Pieces { get; } =
        GeneratedBand.Pieces("yardstick", PieceCount, Seed, Timbres, Kits);
}
