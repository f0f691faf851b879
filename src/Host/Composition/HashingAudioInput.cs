using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Antiphon.Capture.Io;

namespace Antiphon.Host.Composition;

/// <summary>
/// An input that takes the fingerprint of what it gave, so that a sound is known again by whatever
/// name and in whatever sample format it comes.
/// </summary>
/// <remarks>The rate and the channels come first, then every sample as a 32-bit float.</remarks>
internal sealed class HashingAudioInput : IAudioInput
{
    private readonly IAudioInput _inner;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public HashingAudioInput(IAudioInput inner)
    {
        _inner = inner;
        _hash.AppendData(BitConverter.GetBytes(inner.SampleRateHz));
        _hash.AppendData(BitConverter.GetBytes(inner.Channels));
    }

    public string Name => _inner.Name;

    public int SampleRateHz => _inner.SampleRateHz;

    public int Channels => _inner.Channels;

    public long FramesRead => _inner.FramesRead;

    public long? TotalFrames => _inner.TotalFrames;

    public bool Ended => _inner.Ended;

    /// <summary>SHA-256 of all that was read so far, lower-case hex.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public int Read(Span<float> interleaved)
    {
        var frames = _inner.Read(interleaved);
        _hash.AppendData(MemoryMarshal.AsBytes(interleaved[..(frames * Channels)]));
        return frames;
    }

    public void Dispose()
    {
        _hash.Dispose();
        _inner.Dispose();
    }
}
