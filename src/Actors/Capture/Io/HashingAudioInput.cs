using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Antiphon.Capture.Io;

/// <summary>
/// An input that takes the fingerprint of what it gave, so that a sound is known again by whatever
/// name and in whatever sample format it comes.
/// </summary>
/// <remarks>The rate and the channels come first, then every sample as a 32-bit float.</remarks>
public sealed class HashingAudioInput : AudioInputAround
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public HashingAudioInput(IAudioInput inner)
        : base(inner)
    {
        _hash.AppendData(BitConverter.GetBytes(inner.SampleRateHz));
        _hash.AppendData(BitConverter.GetBytes(inner.Channels));
    }

    /// <summary>SHA-256 of all that was read so far, lower-case hex.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override int Read(Span<float> interleaved)
    {
        var frames = Inner.Read(interleaved);
        _hash.AppendData(MemoryMarshal.AsBytes(interleaved[..(frames * Channels)]));
        return frames;
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
