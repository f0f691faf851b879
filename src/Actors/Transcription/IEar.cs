namespace Antiphon.Transcription;

/// <summary>
/// What hears notes in sound, a few frames at a time; the sound that it has heard is its past.
/// </summary>
/// <remarks>
/// Step s hears samples 320·N·s … 320·N·(s + 1) − 1 and gives N frames; frame f = N·s + i ends
/// with sample 320·(f + 1) − 1 and is centred 200 samples before that end. What was heard
/// (<see cref="Notes"/>, <see cref="Onsets"/>, <see cref="Drums"/>) belongs to frame
/// f − <see cref="FramesBehind"/>; <see cref="Powers"/> and <see cref="Front"/> to frame f. Not
/// thread-safe; what it gives holds until the next step.
/// </remarks>
public interface IEar : IDisposable
{
    /// <summary>Frames of a step, N.</summary>
    int StepFrames { get; }

    /// <summary>Frames that it lets pass before it says what it heard.</summary>
    int FramesBehind { get; }

    /// <summary>SHA-256 of the model, lower-case hex.</summary>
    string ModelSha256 { get; }

    /// <summary>
    /// How many bands (a third of a semitone each) the music lies above concert pitch: −1, 0 or 1.
    /// It holds from the next step on; a reset sets it to 0.
    /// </summary>
    int TuningBands { get; set; }

    /// <summary>Logits of sounding keys, [N, 88], from A0.</summary>
    ReadOnlySpan<float> Notes { get; }

    /// <summary>Logits of beginning keys, [N, 88].</summary>
    ReadOnlySpan<float> Onsets { get; }

    /// <summary>Logits of drum hits, [N, 6] in the order of <see cref="DrumClass"/>.</summary>
    ReadOnlySpan<float> Drums { get; }

    /// <summary>Power of each key's partials, [N, 88], full scale 1.</summary>
    ReadOnlySpan<float> Powers { get; }

    /// <summary>
    /// Log power of the bands over the level, [N, 306], 36 an octave from 27.5 Hz as tuned:
    /// ½ · log10(power / level + 10⁻⁵) + 1.25.
    /// </summary>
    ReadOnlySpan<float> Front { get; }

    /// <summary>Hears the next frames.</summary>
    /// <param name="samples">320·N samples at 24 kHz, −1…1.</param>
    void Step(ReadOnlySpan<float> samples);

    /// <summary>Forgets what it heard: silence was before.</summary>
    void Reset();
}
