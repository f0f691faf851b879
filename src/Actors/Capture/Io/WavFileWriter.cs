using System.Buffers.Binary;
using System.Text;

namespace Antiphon.Capture.Io;

/// <summary>Writes a WAV file, 16-bit or float; its header is right once it is disposed.</summary>
/// <remarks>
/// Errors of the disk come as <see cref="IOException"/>, also when the 4 GiB of the format are
/// full. A file that was never disposed (power lost) reads as a stream without a length. Not
/// thread-safe.
/// </remarks>
public sealed class WavFileWriter : IDisposable
{
    private const int BlockSamples = 8192;
    private const long MaxDataBytes = 0xFFFF_0000;
    private const int StartBytes = 8 + BroadcastStart.ChunkBytes;

    private readonly FileStream _file;
    private readonly WavEncoding _encoding;
    private readonly int _sampleRateHz;
    private readonly int _channels;
    private readonly byte[] _bytes;
    private readonly long? _startFrame;
    private long _dataBytes;
    private bool _disposed;

    /// <summary>Creates the file, or empties it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="sampleRateHz">Frames a second, above 0.</param>
    /// <param name="channels">Samples in a frame, 1…64.</param>
    /// <param name="encoding"><see cref="WavEncoding.Pcm16"/> or <c>Float32</c>.</param>
    /// <param name="startFrame">
    /// For a part of a recording: its frame with which this file begins; null for a whole one.
    /// </param>
    public WavFileWriter(
        string path, int sampleRateHz, int channels, WavEncoding encoding = WavEncoding.Pcm16,
        long? startFrame = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 64);
        if (encoding is not (WavEncoding.Pcm16 or WavEncoding.Float32))
        {
            throw new ArgumentException("Only Pcm16 and Float32 are written.", nameof(encoding));
        }

        _encoding = encoding;
        _sampleRateHz = sampleRateHz;
        _channels = channels;
        _startFrame = startFrame;
        _bytes = new byte[BlockSamples * WavSamples.Bytes(encoding)];
        _file = new FileStream(
            path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        WriteHeader(finished: false);
    }

    /// <summary>Frames written so far.</summary>
    public long FramesWritten => _dataBytes / (_channels * WavSamples.Bytes(_encoding));

    /// <summary>Frames that still fit.</summary>
    public long Room =>
        (MaxDataBytes - _dataBytes) / (_channels * WavSamples.Bytes(_encoding));

    /// <summary>Writes a whole file.</summary>
    public static void WriteAll(
        string path, ReadOnlySpan<float> interleaved, int sampleRateHz, int channels,
        WavEncoding encoding = WavEncoding.Pcm16)
    {
        using var writer = new WavFileWriter(path, sampleRateHz, channels, encoding);
        writer.Write(interleaved);
    }

    /// <summary>Writes frames; 16-bit samples are rounded, and cut to −1…1.</summary>
    /// <param name="interleaved">[frames × channels] samples, a whole number of frames.</param>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        if (interleaved.Length % _channels != 0)
        {
            throw new ArgumentException("Not a whole number of frames.", nameof(interleaved));
        }

        var sampleBytes = WavSamples.Bytes(_encoding);
        if (_dataBytes + (long)interleaved.Length * sampleBytes > MaxDataBytes)
        {
            throw new IOException($"{_file.Name} is full: a WAV file holds 4 GiB at most.");
        }

        while (interleaved.Length > 0)
        {
            var count = Math.Min(interleaved.Length, BlockSamples);
            Encode(interleaved[..count]);
            _file.Write(_bytes.AsSpan(0, count * sampleBytes));
            _dataBytes += count * sampleBytes;
            interleaved = interleaved[count..];
        }
    }

    /// <summary>Brings all written to the file, with a header that counts it.</summary>
    public void Flush()
    {
        var end = _file.Position;
        _file.Position = 0;
        WriteHeader(finished: true);
        _file.Position = end;
        _file.Flush();
    }

    /// <summary>Likewise, and waits until it is on the disk.</summary>
    public void Sync()
    {
        Flush();
        _file.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            Flush();
        }
        finally
        {
            _file.Dispose();
        }
    }

    private void Encode(ReadOnlySpan<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (_encoding == WavEncoding.Pcm16)
            {
                BinaryPrimitives.WriteInt16LittleEndian(
                    _bytes.AsSpan(2 * i), WavSamples.ToPcm16(samples[i]));
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(_bytes.AsSpan(4 * i), samples[i]);
            }
        }
    }

    private void WriteHeader(bool finished)
    {
        var isFloat = _encoding == WavEncoding.Float32;
        var sampleBytes = WavSamples.Bytes(_encoding);
        using var bytes = new MemoryStream();
        using var header = new BinaryWriter(bytes, Encoding.ASCII);
        var headerBytes = (isFloat ? 58 : 44) + (_startFrame is null ? 0 : StartBytes);
        header.Write("RIFF"u8);
        header.Write(finished ? (uint)(headerBytes - 8 + _dataBytes) : uint.MaxValue);
        header.Write("WAVE"u8);
        if (_startFrame is { } start)
        {
            BroadcastStart.Write(header, start);
        }

        header.Write("fmt "u8);
        header.Write(isFloat ? 18 : 16);
        header.Write((ushort)(isFloat ? 3 : 1));
        header.Write((ushort)_channels);
        header.Write(_sampleRateHz);
        header.Write(_sampleRateHz * _channels * sampleBytes);
        header.Write((ushort)(_channels * sampleBytes));
        header.Write((ushort)(8 * sampleBytes));
        if (isFloat)
        {
            header.Write((ushort)0);
            header.Write("fact"u8);
            header.Write(4);
            header.Write((uint)FramesWritten);
        }

        header.Write("data"u8);
        header.Write(finished ? (uint)_dataBytes : uint.MaxValue);
        _file.Write(bytes.ToArray());
    }
}
