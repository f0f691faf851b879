using Antiphon.Flow;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Perception;

/// <summary>
/// Holds what a rig hears now against what was heard when the vocabulary was learned.
/// </summary>
/// <remarks>
/// A hash of declared values proves nothing about code; this does. On the runtime that learned,
/// words and features must be equal; elsewhere 99.5 % of the words, and features within 1e-3.
/// </remarks>
public static class ProbeCheck
{
    private const double LeastAgreement = 0.995;
    private const double MostError = 1e-3;

    /// <summary>Compares two hearings of the same sound.</summary>
    /// <param name="learned">The vocabulary's.</param>
    /// <param name="here">This rig's.</param>
    public static ProbeVerdict Compare(ProbeHearing learned, ProbeHearing here)
    {
        var same = learned.Runtime == here.Runtime;
        if (learned.Frames != here.Frames || learned.Dimensions != here.Dimensions)
        {
            return new ProbeVerdict(
                false,
                same,
                0,
                double.PositiveInfinity,
                Text($"this rig hears wrongly: the probe gives {here.Frames} frames of ")
                + Text($"{here.Dimensions} features, where {learned.Frames} of ")
                + Text($"{learned.Dimensions} were learned"));
        }

        var agreement = (Agreement(learned, here, Stem.Harmonic)
            + Agreement(learned, here, Stem.Percussive)) / 2;
        var error = Math.Max(
            Error(learned.Features(Stem.Harmonic).Span, here.Features(Stem.Harmonic).Span),
            Error(learned.Features(Stem.Percussive).Span, here.Features(Stem.Percussive).Span));
        var passed = same
            ? agreement == 1 && error == 0
            : agreement >= LeastAgreement && error <= MostError;
        return new ProbeVerdict(
            passed, same, agreement, error, Say(learned, here, passed, same, agreement, error));
    }

    private static double Agreement(ProbeHearing learned, ProbeHearing here, Stem stem)
    {
        var a = learned.Tokens(stem).Span;
        var b = here.Tokens(stem).Span;
        if (a.Length != b.Length || a.Length == 0)
        {
            return a.Length == b.Length ? 1 : 0;
        }

        var equal = 0;
        for (var frame = 0; frame < a.Length; frame++)
        {
            equal += a[frame] == b[frame] ? 1 : 0;
        }

        return (double)equal / a.Length;
    }

    private static double Error(ReadOnlySpan<float> learned, ReadOnlySpan<float> here)
    {
        if (learned.Length != here.Length)
        {
            return double.PositiveInfinity;
        }

        var largest = 0.0;
        for (var i = 0; i < learned.Length; i++)
        {
            var error = Math.Abs((double)learned[i] - here[i]) / Math.Max(1, Math.Abs(learned[i]));
            largest = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(largest, error);
        }

        return largest;
    }

    private static string Say(
        ProbeHearing learned,
        ProbeHearing here,
        bool passed,
        bool same,
        double agreement,
        double error)
    {
        var figures = Text($"{100 * agreement:0.##} % of the probe's words are as learned, ")
            + Text($"features differ by up to {error:0.#####}");
        if (passed)
        {
            return $"this rig hears as the vocabulary was learned: {figures}";
        }

        var wanted = same
            ? "on this runtime they must be equal"
            : Text($"{100 * LeastAgreement} % and {MostError} are needed on another runtime ")
                + $"(learned on {learned.Runtime}; here {here.Runtime})";
        return $"this rig hears wrongly: {figures}; {wanted}. {Suspect(learned, here, error)}";
    }

    private static string Suspect(ProbeHearing learned, ProbeHearing here, double error)
    {
        if (error == 0)
        {
            return "The features are equal: the quantizer or the vocabulary was changed";
        }

        var crossed = Math.Max(
            Error(learned.HarmonicFeatures.Span, here.PercussiveFeatures.Span),
            Error(learned.PercussiveFeatures.Span, here.HarmonicFeatures.Span));
        return crossed <= MostError
            ? "The stems are swapped"
            : "What lies before the quantizer was changed: learn anew with antiphon train";
    }
}

/// <summary>Whether a rig hears the probe as the vocabulary's rig did.</summary>
/// <param name="Passed">True when it may play.</param>
/// <param name="SameRuntime">True when bit-equality was asked for.</param>
/// <param name="TokenAgreement">Share of equal words over both stems, 0 … 1.</param>
/// <param name="FeatureError">
/// Largest difference of a feature, relative to its size where that is above 1; from 0.
/// </param>
/// <param name="Text">One plain sentence.</param>
public sealed record ProbeVerdict(
    bool Passed, bool SameRuntime, double TokenAgreement, double FeatureError, string Text);
