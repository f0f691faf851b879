namespace Antiphon.Control;

/// <summary>
/// OSC 1.0 address patterns: <c>?</c>, <c>*</c>, <c>[a-z]</c>, <c>[!a-z]</c> and
/// <c>{this,that}</c>, none of which reaches across a slash.
/// </summary>
/// <remarks>Source: Wright, "The Open Sound Control 1.0 Specification", 2002.</remarks>
public static class OscPattern
{
    private const int LongestPattern = 256;

    /// <summary>
    /// Whether a pattern means an address; a pattern that is not well formed means none.
    /// </summary>
    /// <remarks>
    /// Takes time that grows with the product of both lengths, whatever it says; a pattern longer
    /// than <see cref="LongestPattern"/> means nothing.
    /// </remarks>
    public static bool Matches(string pattern, string address)
    {
        if (pattern.Length > LongestPattern)
        {
            return false;
        }

        // The places in the address that the pattern so far can have led to.
        var reached = new bool[address.Length + 1];
        reached[0] = true;
        for (var at = 0; at < pattern.Length;)
        {
            if (!TryStep(pattern, ref at, address, reached, out reached))
            {
                return false;
            }
        }

        return reached[address.Length];
    }

    private static bool TryStep(
        string pattern, ref int at, string address, bool[] from, out bool[] to)
    {
        to = new bool[from.Length];
        var sign = pattern[at++];
        switch (sign)
        {
            case '*':
                Star(address, from, to);
                return true;
            case '[' or '{':
                var close = pattern.IndexOf(sign == '[' ? ']' : '}', at);
                if (close < 0)
                {
                    return false;
                }

                var inner = pattern[at..close];
                at = close + 1;
                if (sign == '[')
                {
                    One(address, from, to, letter => letter != '/' && IsOf(inner, letter));
                }
                else
                {
                    Any(address, from, to, inner.Split(','));
                }

                return true;
            default:
                One(
                    address, from, to,
                    letter => sign == '?' ? letter != '/' : letter == sign);
                return true;
        }
    }

    private static void Star(string address, bool[] from, bool[] to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from[i] || (i > 0 && to[i - 1] && address[i - 1] != '/');
        }
    }

    private static void One(string address, bool[] from, bool[] to, Func<char, bool> fits)
    {
        for (var i = 0; i < address.Length; i++)
        {
            to[i + 1] = from[i] && fits(address[i]);
        }
    }

    private static void Any(string address, bool[] from, bool[] to, string[] words)
    {
        for (var i = 0; i < from.Length; i++)
        {
            foreach (var word in from[i] ? words : [])
            {
                if (address.AsSpan(i).StartsWith(word, StringComparison.Ordinal)
                    && !word.Contains('/', StringComparison.Ordinal))
                {
                    to[i + word.Length] = true;
                }
            }
        }
    }

    private static bool IsOf(string set, char letter)
    {
        var inverted = set.StartsWith('!');
        var found = false;
        for (var i = inverted ? 1 : 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                found |= letter >= set[i] && letter <= set[i + 2];
                i += 2;
            }
            else
            {
                found |= letter == set[i];
            }
        }

        return found != inverted;
    }
}
