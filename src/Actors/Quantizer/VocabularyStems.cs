namespace Antiphon.Quantizer;

/// <summary>Whether each stem has words of its own.</summary>
public enum VocabularyStems
{
    /// <summary>Two vocabularies, two id spaces that are never mixed.</summary>
    Separate = 0,

    /// <summary>One vocabulary learned from both stems.</summary>
    Shared = 1,
}
