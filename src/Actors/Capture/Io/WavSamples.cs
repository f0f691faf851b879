using System.Buffers.Binary;

namespace Antiphon.Capture.Io;

/// <summary>Samples as WAV files store them (little-endian), from and to −1…1.</summary>
internal static class WavSamples
{
    /// <summary>Bytes of one sample.</summary>
    public static int Bytes(WavEncoding encoding) => encoding switch
    {
        WavEncoding.Pcm8 => 1,
        WavEncoding.Pcm16 => 2,
        WavEncoding.Pcm24 => 3,
        WavEncoding.Float64 => 8,
        _ => 4,
    };

    /// <summary>Decodes whole samples; a full-scale integer is −1.</summary>
    public static void Decode(WavEncoding encoding, ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        switch (encoding)
        {
            case WavEncoding.Pcm8:
                for (var i = 0; i < samples.Length; i++)
                {
                    samples[i] = (bytes[i] - 128) / 128f;
                }

                break;
            case WavEncoding.Pcm16:
                for (var i = 0; i < samples.Length; i++)
                {
                    samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]) / 32768f;
                }

                break;
            case WavEncoding.Pcm24:
                for (var i = 0; i < samples.Length; i++)
                {
                    samples[i] = Int24(bytes.Slice(3 * i, 3)) / 8388608f;
                }

                break;
            default:
                DecodeWide(encoding, bytes, samples);
                break;
        }
    }

    /// <summary>The 16-bit integer nearest to a sample, cut to the range.</summary>
    public static short ToPcm16(float sample) =>
        float.IsNaN(sample)
            ? (short)0
            : (short)Math.Clamp(MathF.Round(sample * 32768f), short.MinValue, short.MaxValue);

    private static int Int24(ReadOnlySpan<byte> b) => b[0] | b[1] << 8 | (sbyte)b[2] << 16;

    private static void DecodeWide(
        WavEncoding encoding, ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = encoding switch
            {
                WavEncoding.Pcm32 =>
                    BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]) / 2147483648f,
                WavEncoding.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]),
            };
        }
    }
}
