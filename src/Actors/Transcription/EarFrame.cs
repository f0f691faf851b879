using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>What the ear says of one frame.</summary>
internal readonly ref struct EarFrame
{
    /// <summary>The lowest key that the ear knows: A0.</summary>
    public const int LowestKey = 21;

    /// <summary>Keys that the ear knows.</summary>
    public const int Keys = 88;

    /// <summary>Half-samples from one frame to the next.</summary>
    public static int HalfSamples => 2 * FrameGrid.HopSamples;

    /// <summary>The frame's centre.</summary>
    public required SampleTime Centre { get; init; }

    /// <summary>Where the newest frame ends.</summary>
    public required SampleTime Heard { get; init; }

    /// <summary>The newest sound that was heard for it.</summary>
    public required SampleTime KnownAt { get; init; }

    /// <summary>Where the sound begins.</summary>
    public required SampleTime Start { get; init; }

    /// <summary>Where the sound ends; far away as long as it goes on.</summary>
    public required SampleTime End { get; init; }

    /// <summary>
    /// No note or hit is taken from here on: the step into the silence behind a sound is none.
    /// </summary>
    public SampleTime Horizon => new(End.HalfSamples - 2 * HalfSamples);

    /// <summary>Logits of sounding keys, [88].</summary>
    public required ReadOnlySpan<float> Notes { get; init; }

    /// <summary>Logits of beginning keys, [88].</summary>
    public required ReadOnlySpan<float> Onsets { get; init; }

    /// <summary>Logits of hits, [6].</summary>
    public required ReadOnlySpan<float> Drums { get; init; }

    /// <summary>Power of keys in the newest frame, [88], full scale 1.</summary>
    public required ReadOnlySpan<float> Powers { get; init; }

    /// <summary>Log power of the bands in the newest frame, [306].</summary>
    public required ReadOnlySpan<float> Front { get; init; }

    /// <summary>Sound has been loud enough lately to be music.</summary>
    public required bool Awake { get; init; }

    /// <summary>The newest frames stand out of what is steady.</summary>
    public required bool StandsOut { get; init; }

    /// <summary>How far they stand out of it, dB.</summary>
    public required double StandsOutDb { get; init; }

    /// <summary>Loudness of the loudest of the newest four frames, dBFS.</summary>
    public required float LoudnessDb { get; init; }

    /// <summary>A time between frames.</summary>
    /// <param name="frames">From this frame's centre; negative is before.</param>
    public SampleTime Moment(double frames) =>
        new(Centre.HalfSamples + (long)Math.Round(frames * HalfSamples));

    /// <summary>The logit of a probability; negative infinity for 0.</summary>
    public static double Logit(double probability) => Math.Log(probability / (1 - probability));

    public static float Probability(float logit) => 1 / (1 + MathF.Exp(-logit));
}
