namespace Antiphon.Perception;

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
