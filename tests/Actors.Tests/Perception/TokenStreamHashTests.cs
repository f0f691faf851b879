using System.Security.Cryptography;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Xunit;

namespace Antiphon.Tests.Perception;

public class TokenStreamHashTests
{
    [Fact]
    public void It_covers_ordinal_harmonic_and_percussive_in_ten_bytes()
    {
        using var hash = new TokenStreamHash();
        hash.Append(258, new Token(7), Token.Rest);
        hash.Append(259, Token.Rest, new Token(63));
        byte[] expected =
            [2, 1, 0, 0, 0, 0, 0, 0, 7, 255, 3, 1, 0, 0, 0, 0, 0, 0, 255, 63];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(expected)), hash.ToHex());
        Assert.Equal(hash.ToHex(), hash.ToHex());
    }
}
