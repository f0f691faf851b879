using System.Collections.Immutable;
using Antiphon.Time;

namespace Antiphon.Encoder.Io;

/// <summary>Asks a model itself how many frames it makes of a sound.</summary>
public static class ModelTrial
{
    /// <summary>Lengths that are tried, in ms.</summary>
    public static ImmutableArray<int> LengthsMs { get; } = [100, 200, 350, 500, 1000];

    /// <summary>Runs the model on a sound of each length.</summary>
    /// <returns>One result per length, in order.</returns>
    /// <exception cref="ModelRefusedException">It cannot be loaded.</exception>
    /// <exception cref="EncoderException">
    /// It makes another number of frames than the grid has, or what is no number.
    /// </exception>
    public static ImmutableArray<ModelTrialResult> Run(CheckedModel model)
    {
        using var encoder = OnnxFrameEncoder.Open(model, new EncoderOptions());
        return [.. LengthsMs.Select(ms => Probe(encoder, ms))];
    }

    private static ModelTrialResult Probe(OnnxFrameEncoder encoder, int lengthMs)
    {
        var samples = lengthMs * SampleRate.Hz / 1000;
        var features = new float[FrameGrid.FramesIn(samples) * encoder.Dimensions];
        var sound = new float[encoder.ContextSamples + samples];
        TrialSound.Fill(sound);
        var frames = encoder.Encode(sound, 1, features);
        return new ModelTrialResult(lengthMs, frames);
    }
}

/// <summary>Frames that a model made of a sound.</summary>
/// <param name="LengthMs">Length of the sound in ms, context not counted.</param>
/// <param name="Frames">Frames per stem.</param>
public readonly record struct ModelTrialResult(int LengthMs, int Frames);
