using System.Collections.Immutable;

namespace Antiphon.Encoder;

/// <summary>What the manifest says of one model.</summary>
public sealed record ModelEntry
{
    /// <summary>How options name it.</summary>
    public required string Name { get; init; }

    /// <summary>File beside the manifest.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>
    /// What it is for, where it is no encoder: <c>ear</c> hears notes; null for an encoder.
    /// </summary>
    public string? Purpose { get; init; }

    /// <summary>Axes of the input, [stems, samples]; numbers are fixed.</summary>
    public required ImmutableArray<string> InputShape { get; init; }

    /// <summary>Axes of the output, [stems, frames, D].</summary>
    public required ImmutableArray<string> OutputShape { get; init; }

    /// <summary>Rate of the sound it was made for, Hz.</summary>
    public required int SampleRateHz { get; init; }

    /// <summary>Samples of the past in front of the first frame, from 0.</summary>
    public required int ContextSamples { get; init; }

    /// <summary>Features per frame, D.</summary>
    public required int Dimensions { get; init; }

    /// <summary>
    /// Which layer's states it gives, counted from 1; null where there are no layers.
    /// </summary>
    public int? Layer { get; init; }

    /// <summary>SPDX identifier of the weights' licence.</summary>
    public required string Licence { get; init; }

    /// <summary>Where it comes from.</summary>
    public required string Source { get; init; }
}

/// <summary>A model cannot be used; the message says which, why, and what to do.</summary>
public sealed class ModelRefusedException : Exception
{
    public ModelRefusedException(string message)
        : base(message)
    {
    }

    public ModelRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
