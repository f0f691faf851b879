using System.Buffers.Binary;
using System.Security.Cryptography;
using Antiphon.Quantizer;

namespace Antiphon.Perception;

/// <summary>SHA-256 of a stream of tokens: two runs heard alike when theirs are equal.</summary>
/// <remarks>
/// Each token adds ten bytes: its ordinal as a little-endian 64-bit number, then its harmonic and
/// its percussive word, 255 for a rest. Not thread-safe.
/// </remarks>
public sealed class TokenStreamHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Append(FrameToken token) =>
        Append(token.Ordinal, token.Harmonic, token.Percussive);

    /// <param name="ordinal">Frames since the rig began to hear.</param>
    public void Append(long ordinal, Token harmonic, Token percussive)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long) + 2];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, ordinal);
        bytes[sizeof(long)] = harmonic.Code;
        bytes[sizeof(long) + 1] = percussive.Code;
        _hash.AppendData(bytes);
    }

    /// <summary>The hash of what was appended so far, lower-case hex; more may follow.</summary>
    public string ToHex() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>The hash of what was appended so far; what follows is another stream.</summary>
    public string ToHexAndRestart() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
