using System.Buffers.Binary;

namespace Antiphon.Capture.Io;

/// <summary>What the chunks in front of a WAV file's samples say.</summary>
/// <param name="Encoding">How samples are stored.</param>
/// <param name="SampleRateHz">Frames a second.</param>
/// <param name="Channels">Samples in a frame, 1…64.</param>
/// <param name="DataStart">Where the samples begin, in bytes.</param>
/// <param name="Frames">Whole frames there are, at least 1.</param>
/// <remarks>
/// Source: IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0",
/// 1991; Microsoft, "Multiple Channel Audio Data and WAVE Files", 2007 (extensible format); EBU
/// Tech 3306 and ITU-R BS.2088 (RF64, BW64). How long the samples are, <see cref="WavDataSize"/>
/// says: recorders crash before they have written it.
/// </remarks>
internal sealed record WavHeader(
    WavEncoding Encoding, int SampleRateHz, int Channels, long DataStart, long Frames)
{
    /// <summary>The most channels that can be heard.</summary>
    public const int MaxChannels = 64;

    private const int MinRateHz = Signal.PolyphaseResampler.MinInputHz;
    private const int MaxRateHz = Signal.PolyphaseResampler.MaxInputHz;
    private const string Convert = "convert it, for example with: sox IN -e signed -b 16 OUT.wav";

    /// <summary>True for the first twelve bytes of a WAV, RF64 or BW64 file.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 12 && Is(bytes[8..], "WAVE")
        && (Is(bytes, "RIFF") || Is(bytes, "RF64") || Is(bytes, "BW64"));

    /// <summary>Reads the header of a stream that can seek, from where it stands.</summary>
    /// <exception cref="AudioInputException">It is no WAV file that can be heard.</exception>
    public static WavHeader Read(Stream stream, string name)
    {
        var start = stream.Position;
        Span<byte> riff = stackalloc byte[12];
        if (stream.Length == 0)
        {
            throw Refused(name, "is empty", "give a recording");
        }

        if (stream.ReadAtLeast(riff, 12, false) < 12 || !Begins(riff))
        {
            throw Refused(name, "is not a WAV file", Convert);
        }

        var size = new WavDataSize(
            start + BinaryPrimitives.ReadUInt32LittleEndian(riff[4..]) + 8L, Is(riff, "RIFF"));
        WavHeader? format = null;
        Span<byte> chunk = stackalloc byte[8];
        while (stream.ReadAtLeast(chunk, 8, false) == 8)
        {
            var declared = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (Is(chunk, "data"))
            {
                var length = size.Of(stream, declared, name);
                return format?.WithData(stream.Position, length, name)
                    ?? throw Refused(name, "has samples before their format", Convert);
            }

            var next = NextChunk(stream, declared);
            format = Is(chunk, "fmt ") ? ReadFormat(stream, declared, name) : format;
            if (Is(chunk, "ds64"))
            {
                size = size.WithLong(stream);
            }

            stream.Position = next;
        }

        throw Refused(name, "is cut short before its samples", "copy it again from its source");
    }

    internal static bool Is(ReadOnlySpan<byte> id, string text) =>
        id[..4].SequenceEqual(System.Text.Encoding.ASCII.GetBytes(text));

    internal static AudioInputException Refused(string name, string what, string remedy) =>
        new($"{name} {what}: {remedy}.");

    // Chunks of odd length are followed by a byte of padding, which some writers forget.
    private static long NextChunk(Stream stream, uint size)
    {
        var here = stream.Position;
        var next = here + size + (size & 1);
        if ((size & 1) == 1 && next < stream.Length)
        {
            Span<byte> id = stackalloc byte[4];
            stream.Position = here + size;
            if (stream.ReadAtLeast(id, 4, false) == 4 && (Is(id, "data") || Is(id, "fmt ")))
            {
                next = here + size;
            }

            stream.Position = here;
        }

        return next;
    }

    private static WavHeader ReadFormat(Stream stream, uint size, string name)
    {
        Span<byte> f = stackalloc byte[40];
        f.Clear();
        if (size < 16 || stream.ReadAtLeast(f[..(int)Math.Min(size, 40)], 16, false) < 16)
        {
            throw Refused(name, "has a broken format chunk", Convert);
        }

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(f);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(f[14..]);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(f[2..]);
        int frameBytes = BinaryPrimitives.ReadUInt16LittleEndian(f[12..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(f[4..]);
        if (tag == 0xFFFE && size >= 40)
        {
            tag = BinaryPrimitives.ReadUInt16LittleEndian(f[24..]);
        }

        // Twenty bits lie at the top of three bytes, and so on: the container is what is read.
        var container = (bits + 7) / 8 * 8;
        var encoding = EncodingOf(tag, frameBytes == channels * container / 8 ? container : bits)
            ?? throw Refused(
                name, $"holds samples in a form not read here (format {tag}, {bits} bits)",
                Convert);
        if (channels is < 1 or > MaxChannels)
        {
            throw Refused(
                name, $"has {channels} channels; 1 to {MaxChannels} can be heard", Convert);
        }

        if (rate is < MinRateHz or > MaxRateHz)
        {
            throw Refused(
                name, $"has a rate of {rate} Hz; {MinRateHz} to {MaxRateHz} can be heard",
                "resample it, for example with: sox IN -r 48000 OUT.wav");
        }

        if (frameBytes != 0 && frameBytes != channels * WavSamples.Bytes(encoding))
        {
            throw Refused(name, "has a broken format chunk (frame size)", Convert);
        }

        return new WavHeader(encoding, (int)rate, channels, 0, 0);
    }

    private static WavEncoding? EncodingOf(int tag, int bits) => (tag, bits) switch
    {
        (1, 8) => WavEncoding.Pcm8,
        (1, 16) => WavEncoding.Pcm16,
        (1, 24) => WavEncoding.Pcm24,
        (1, 32) => WavEncoding.Pcm32,
        (3, 32) => WavEncoding.Float32,
        (3, 64) => WavEncoding.Float64,
        _ => null,
    };

    private WavHeader WithData(long start, long bytes, string name)
    {
        var frames = bytes / (Channels * WavSamples.Bytes(Encoding));
        return frames > 0
            ? this with { DataStart = start, Frames = frames }
            : throw Refused(name, "holds no sound (0 samples)", "give a recording");
    }
}

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
