namespace Antiphon.Agent;

/// <summary>What an answer makes of a figure.</summary>
internal enum PhraseForm
{
    /// <summary>The figure again, with an ending of its own.</summary>
    Repeat = 0,

    /// <summary>A bar of it, again and again, each time some degrees away.</summary>
    Sequence = 1,

    /// <summary>It begins as the figure and goes on otherwise, in the figure's rhythm.</summary>
    NewEnding = 2,

    /// <summary>Upside down, by degrees.</summary>
    Invert = 3,

    /// <summary>At half the speed.</summary>
    Augment = 4,

    /// <summary>A few notes of it, turned over and over.</summary>
    Fragment = 5,

    /// <summary>Another line, sparse against much and dense against little.</summary>
    Contrast = 6,
}

/// <summary>How readily each form and each source is chosen; weights from 0.</summary>
internal sealed record FormWeights(
    double Repeat,
    double Sequence,
    double NewEnding,
    double Invert,
    double Augment,
    double Fragment,
    double Contrast,
    SourceWeights Sources)
{
    private static readonly FormWeights Imitate = new(
        0.75, 0, 0.02, 0.19, 0, 0.04, 0, new SourceWeights(0.43, 0.23, 0.74, 0.15));

    private static readonly FormWeights Mirror = new(
        0.20, 0, 0, 0.80, 0, 0, 0, new SourceWeights(0.79, 0.21, 0, 0.08));

    private static readonly FormWeights AgainstMuch = new(
        0.27, 0, 0, 0.10, 0.50, 0.08, 0.05, new SourceWeights(0.27, 0.27, 0.46, 0.25));

    private static readonly FormWeights AgainstLittle = new(
        0.40, 0.07, 0, 0.18, 0, 0.28, 0.07, new SourceWeights(0.27, 0.27, 0.46, 0.25));

    private static readonly FormWeights Lead = new(
        0.58, 0.10, 0.02, 0.10, 0, 0.20, 0, new SourceWeights(0.05, 0.43, 0.49, 0.3));

    /// <summary>The weights of a mode that answers; those of imitation for the others.</summary>
    /// <param name="playsMuch">Whether the player plays much, for a mode that opposes.</param>
    public static FormWeights Of(Mode mode, bool playsMuch) => mode switch
    {
        Mode.Mirror => Mirror,
        Mode.Contrast => playsMuch ? AgainstMuch : AgainstLittle,
        Mode.Lead => Lead,
        _ => Imitate,
    };

    /// <summary>The form of a draw.</summary>
    /// <param name="draw">0…1, 1 not reached.</param>
    public PhraseForm At(double draw)
    {
        ReadOnlySpan<double> weights =
            [Repeat, Sequence, NewEnding, Invert, Augment, Fragment, Contrast];
        var sum = 0.0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var left = draw * sum;
        for (var form = 0; form < weights.Length; form++)
        {
            left -= weights[form];
            if (left < 0)
            {
                return (PhraseForm)form;
            }
        }

        return PhraseForm.Repeat;
    }
}
