using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Antiphon.Tests;

/// <summary>
/// Damaged copies of a good file: bytes changed, cut short, or, of texts, values replaced by what
/// nobody wrote there. Equal at every run.
/// </summary>
internal static partial class Mutants
{
    /// <summary>How many of each file are tried.</summary>
    public const int Rounds = 300;

    private static readonly string[] OddValues =
    [
        "null", "true", "0", "-1", "1", "255", "256", "1e308", "-1e308", "1e999", "2147483648",
        "9223372036854775807", "-9223372036854775808", "99999999999999999999", "0.5", "\"\"",
        "\"a\"", "\"NaN\"", "\"\\u0000\"", "\"../../a\"",
        "\"\\ud800\"", "[]", "{}", "[[]]", "[null]",
        "{\"a\":1}", "", ",", "}", "]",
    ];

    private static readonly string[] Odd =
    [
        "null", "\"\"", "{}", "[]", "[null]", "\"a\\u0000b\"", "-1", "1e300", "{\"\":null}", "true",
    ];

    /// <summary>Copies of a file of any kind.</summary>
    /// <param name="head">Bytes at its beginning in which most of the damage is done.</param>
    public static IEnumerable<byte[]> Of(byte[] good, int head = 80)
    {
        var random = new Random(20261127);
        for (var round = 0; round < Rounds; round++)
        {
            yield return OfBytes(good, Math.Min(head, good.Length), random);
        }
    }

    /// <summary>Copies of a text of JSON: bytes of every third, values of the others.</summary>
    public static IEnumerable<byte[]> OfJson(string good)
    {
        var random = new Random(20261128);
        var bytes = Encoding.UTF8.GetBytes(good);
        for (var round = 0; round < Rounds; round++)
        {
            yield return round % 3 == 0
                ? OfBytes(bytes, bytes.Length, random)
                : Encoding.UTF8.GetBytes(WithOddValues(good, random));
        }
    }

    /// <summary>
    /// Copies of a text of JSON, each with one of its values, be it an object or a list, replaced
    /// by what may stand in its place by the rules of JSON and by no others: the first values of
    /// all nodes, then the second.
    /// </summary>
    /// <param name="most">No more are made, spread over all nodes.</param>
    public static IEnumerable<byte[]> OfNodes(string good, int most = Rounds)
    {
        var count = Nodes(JsonNode.Parse(good)!).Count;
        var all = Odd.Length * count;
        for (var round = 0; round < Math.Min(all, most); round++)
        {
            var root = JsonNode.Parse(good)!;
            var at = (int)((long)round * all / Math.Min(all, most));
            Nodes(root)[at % count].ReplaceWith(JsonNode.Parse(Odd[at / count]));
            yield return Encoding.UTF8.GetBytes(root.ToJsonString());
        }
    }

    // In the order of the text; the root itself cannot be replaced.
    private static List<JsonNode> Nodes(JsonNode root)
    {
        List<JsonNode> found = [];
        void Look(JsonNode? at)
        {
            var below = at switch
            {
                JsonObject group => group.Select(one => one.Value),
                JsonArray list => list,
                _ => [],
            };
            foreach (var node in below.OfType<JsonNode>())
            {
                found.Add(node);
                Look(node);
            }
        }

        Look(root);
        return found;
    }

    private static byte[] OfBytes(byte[] good, int head, Random random)
    {
        var file = good.ToArray();
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            // Mostly in the head, where the damage is done.
            var at = random.Next(random.Next(3) == 0 ? file.Length : head);
            file[at] = random.Next(4) switch
            {
                0 => 0,
                1 => 0xFF,
                2 => (byte)(file[at] ^ 1 << random.Next(8)),
                _ => (byte)random.Next(256),
            };
        }

        return random.Next(4) == 0 ? file[..random.Next(file.Length)] : file;
    }

    private static string WithOddValues(string good, Random random)
    {
        var text = good;
        for (var count = random.Next(1, 3); count > 0; count--)
        {
            var values = Value().Matches(text);
            if (values.Count == 0)
            {
                return text;
            }

            var value = values[random.Next(values.Count)];
            var odd = random.Next(5) == 0
                ? values[random.Next(values.Count)].Value
                : OddValues[random.Next(OddValues.Length)];
            text = text[..value.Index] + odd + text[(value.Index + value.Length)..];
        }

        return text;
    }

    [GeneratedRegex("""-?\d+(\.\d+)?([eE][+-]?\d+)?|"[^"\n]*"|\btrue\b|\bfalse\b|\bnull\b""")]
    private static partial Regex Value();
}
