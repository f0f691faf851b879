using Antiphon.Tensors;

namespace Antiphon.Encoder;

/// <summary>
/// The ear: a small causal network that hears notes and drums. It was trained once
/// (models/training); its graph is made by this code from its weights, byte for byte.
/// </summary>
/// <remarks>
/// A run hears N frames and what it kept of the frames before, so that a frame is computed once
/// however few are heard at a time. Row i of each output belongs to the newest frame i, but for
/// what is heard, which belongs to the frame <see cref="FramesBehind"/> before it: the ear waits
/// that long to be sure.
/// </remarks>
public static class EarModel
{
    /// <summary>The name in the manifest.</summary>
    public const string Name = "ear";

    /// <summary>The weights beside the manifest.</summary>
    public const string WeightsFile = "ear.safetensors";

    /// <summary>
    /// Input: [context + 400 + 320 · (N − 1)] samples, 24 kHz, −1…1. Frame i sees what ends with
    /// its own 400 samples.
    /// </summary>
    public const string InputName = "samples";

    /// <summary>
    /// Input: [1], how many bands (33 cents) the music lies above concert pitch: −1, 0 or 1.
    /// </summary>
    public const string TuningName = "tuning";

    /// <summary>Samples of the past in front of the first frame: 8352 (0.35 s).</summary>
    public const int ContextSamples = 8352;

    /// <summary>Frames that the ear lets pass before it says what it heard: 3 (40 ms).</summary>
    public const int FramesBehind = 3;

    /// <summary>Frames a frame's answer rests on beside its own: 5 before, 3 behind.</summary>
    public const int FramesAround = 8;

    /// <summary>Piano keys, from A0 (MIDI 21).</summary>
    public const int Keys = 88;

    /// <summary>Drum classes: kick, snare, hat, tom, cymbal, other.</summary>
    public const int DrumClasses = 6;

    /// <summary>Bands of the front: 36 an octave from 27.5 Hz.</summary>
    public const int Bands = EarBands.Count;

    /// <summary>Output: logits of sounding keys, [N, 88].</summary>
    public const string NoteOutput = "note";

    /// <summary>Output: logits of beginning keys, [N, 88].</summary>
    public const string OnsetOutput = "onset";

    /// <summary>Output: logits of drum hits, [N, 6].</summary>
    public const string DrumOutput = "drums";

    /// <summary>Output: log power of the bands over the level, −1.25 … 1.3, [N, 306].</summary>
    public const string FrontOutput = "front";

    /// <summary>
    /// Output: power of each key's partials, full scale 1, [N, 88]; of the newest frames.
    /// </summary>
    public const string PowerOutput = "power";

    /// <summary>Inputs of what was kept begin with this.</summary>
    public const string PastPrefix = "past_";

    /// <summary>Outputs of what to keep begin with this, else named like the inputs.</summary>
    public const string KeptPrefix = "kept_";

    /// <summary>Writes the model, the same bytes each time.</summary>
    /// <param name="stream">Receives the ONNX file, about 4 MB.</param>
    /// <param name="weights">Convolutions with their batch norms folded in.</param>
    /// <exception cref="ModelRefusedException">
    /// A tensor is missing or has another shape.
    /// </exception>
    public static void Build(Stream stream, SafeTensorsDocument weights)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(weights);
        new EarGraph(new EarWeights(weights)).WriteTo(stream);
    }
}
