namespace Antiphon.Capture.Io;

/// <summary>How a sample is stored in a WAV file.</summary>
public enum WavEncoding
{
    /// <summary>Unsigned bytes around 128.</summary>
    Pcm8,
    Pcm16,
    Pcm24,
    Pcm32,
    Float32,
    Float64,
}
