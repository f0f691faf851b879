using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Quantizer;

/// <summary>How features become words; every value is part of the perception contract.</summary>
public sealed record VocabularyOptions
{
    /// <summary>The fewest tokens that a stem may have.</summary>
    public const int LeastTokens = 2;

    /// <summary>The most tokens that a stem may have: what every table of them must hold.</summary>
    public const int MostTokens = 128;

    [Range(LeastTokens, MostTokens)]
    [Description("Words per stem")]
    public int TokenCount { get; init; } = 64;

    [Range(1, 1024)]
    [Description("Principal axes kept; at most the encoder's dimensions")]
    public int PcaSize { get; init; } = 14;

    [Description("Hold every principal axis at the same variance, over the music heard lately")]
    public bool Whiten { get; init; } = true;

    [Description("Compare directions only: frames and words lie on the unit sphere")]
    public bool UnitSphere { get; init; } = true;

    [Range(0.0, 3600.0)]
    [Description("Half-life of running means and variances, heard seconds; 0 keeps the corpus's")]
    public double RunningHalfLifeSeconds { get; init; } = 5;

    [Description("separate: words of its own for each stem; shared: one vocabulary for both")]
    public VocabularyStems Stems { get; init; } = VocabularyStems.Separate;
}

/// <summary>Whether each stem has words of its own.</summary>
public enum VocabularyStems
{
    /// <summary>Two vocabularies, two id spaces that are never mixed.</summary>
    Separate = 0,

    /// <summary>One vocabulary learned from both stems.</summary>
    Shared = 1,
}
