using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Quantizer;

/// <summary>How features become words; every value is part of the perception contract.</summary>
public sealed record VocabularyOptions
{
    [Range(2, 128)]
    [Description("Words per stem")]
    public int TokenCount { get; init; } = 64;

    [Range(1, 1024)]
    [Description("Principal axes kept; at most the encoder's dimensions")]
    public int PcaSize { get; init; } = 24;

    [Description("Scale every principal axis to the same variance")]
    public bool Whiten { get; init; } = true;

    [Description("Compare directions only: frames and words lie on the unit sphere")]
    public bool UnitSphere { get; init; } = true;

    // On recordings not learned from, 5 s uses a quarter more harmonic words than 20 s, and they
    // say as much about the pitch class; without a half-life, nearly half of them lie idle.
    [Range(0.0, 3600.0)]
    [Description("Half-life of the running mean and variance, heard seconds; 0 keeps the corpus's")]
    public double RunningHalfLifeSeconds { get; init; } = 5;

    [Description("separate: words of its own for each stem; shared: one vocabulary for both")]
    public VocabularyStems Stems { get; init; } = VocabularyStems.Separate;
}
