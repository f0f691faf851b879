using System.Text;
using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>Reads a chord as musicians write it: Dm7, C/E, F#ø, Bb-7, EΔ, G7#9, A7sus4.</summary>
/// <remarks>
/// Ten kinds are known to the rig; tones above the seventh and altered ones are taken as what they
/// stand on, but for a raised fifth, over which a natural one would rub.
/// </remarks>
internal static class ChordSymbol
{
    private const int MostLetters = 24;
    private const string Letters = "CDEFGAB";

    private static readonly int[] Naturals = [0, 2, 4, 5, 7, 9, 11];

    // Longer ones first; what each of them says of the chord.
    private static readonly (string Text, Action<Parts> Say)[] Words =
    [
        ("major", p => p.Major()), ("minor", p => p.Minor()),
        ("maj", p => p.Major()), ("min", p => p.Minor()), ("dim", p => p.Diminished()),
        ("aug", p => p.Fifth = 8), ("sus24", p => p.Suspended(5)), ("sus2", p => p.Suspended(2)),
        ("sus4", p => p.Suspended(5)), ("sus", p => p.Suspended(5)), ("alt", p => p.Seventh()),
        ("dom", p => p.Seventh()), ("add", p => p.Apart()), ("omit", p => p.Apart()),
        ("no", p => p.Apart()), ("ma", p => p.Major()), ("mi", p => p.Minor()),
        ("b13", _ => { }), ("b9", _ => { }), ("b6", _ => { }), ("b5", p => p.LowFifth()),
        ("#13", _ => { }), ("#11", _ => { }), ("#9", _ => { }), ("#5", p => p.Fifth = 8),
        ("+11", _ => { }), ("+9", _ => { }), ("+5", p => p.Fifth = 8),
        ("-13", _ => { }), ("-9", _ => { }), ("-5", p => p.LowFifth()),
        ("13", p => p.Seventh()), ("11", p => p.Seventh()), ("69", p => p.Number()),
        ("9", p => p.Seventh()), ("7", p => p.Seventh()), ("6", p => p.Number()),
        ("5", p => p.Number()), ("4", p => p.Suspended(5)), ("3", p => p.Number()),
        ("2", p => p.Number()), ("m", p => p.Minor()), ("-", p => p.Minor()),
        ("M", p => p.Major()), ("j", p => p.Major()), ("^", p => p.MajorSeventh()),
        ("o", p => p.Diminished()), ("h", p => p.HalfDiminished()), ("+", p => p.Fifth = 8),
    ];

    /// <summary>Reads a chord.</summary>
    /// <param name="why">What is wrong with it, where it is none.</param>
    public static Chord? Read(string written, out string why)
    {
        why = "";
        var text = Plain(written);
        var at = 0;
        if (written.Length > MostLetters || Root(text, ref at) is not { } root)
        {
            why = WhyNoRoot(text);
            return null;
        }

        var bass = -1;
        var slash = text.LastIndexOf('/');
        if (slash >= at)
        {
            var behind = slash + 1;
            if (Root(text, ref behind) is { } low && behind == text.Length)
            {
                (bass, text) = (low, text[..slash]);
            }
            else
            {
                // 6/9 adds a tone, m/maj7 goes on.
                var adds = slash + 1 < text.Length && char.IsAsciiDigit(text[slash + 1]);
                text = text.Remove(slash, 1).Insert(slash, adds ? "add" : " ");
            }
        }

        var parts = new Parts();
        while (at < text.Length)
        {
            if (text[at] == ' ')
            {
                at++;
            }
            else if (!Say(text, ref at, parts))
            {
                why = $"'{text[at..]}' says nothing of a chord that is known here";
                return null;
            }
        }

        var (above, kind) = parts.Kind();
        var on = (root + above) % 12;
        return new Chord(on, kind, bass < 0 ? root : bass, 1);
    }

    // One way to write what can be written in several.
    private static string Plain(string written)
    {
        var text = new StringBuilder();
        foreach (var letter in written)
        {
            text.Append(letter switch
            {
                '♭' => "b",
                '♯' => "#",
                '−' or '–' or '‐' => "-",
                '°' or 'º' or '˚' => "o",
                'ø' or 'Ø' or '∅' => "h",
                'Δ' or '∆' or '△' => "^",
                '(' or ')' or '[' or ']' or ',' => " ",
                _ => letter.ToString(),
            });
        }

        return text.ToString();
    }

    private static int? Root(string text, ref int at)
    {
        if (at >= text.Length || Letters.IndexOf(text[at], StringComparison.Ordinal) is var letter
            && letter < 0)
        {
            return null;
        }

        var root = Naturals[letter];
        for (at++; at < text.Length && text[at] is '#' or 'b'; at++)
        {
            root += text[at] == '#' ? 1 : -1;
        }

        return (root + 24) % 12;
    }

    private static bool Say(string text, ref int at, Parts parts)
    {
        foreach (var (word, say) in Words)
        {
            if (Matches(text, at, word))
            {
                at += word.Length;
                say(parts);
                return true;
            }
        }

        return false;
    }

    // Words in any case, but for single letters: m and M tell minor from major, as do madd9 and
    // major. A sign before a number alters it where another number stands before; C-9 is minor.
    private static bool Matches(string text, int at, string word)
    {
        if (word.Length == 1)
        {
            return text[at] == word[0];
        }

        if (word[0] is '-' or '+' && !char.IsAsciiDigit(text[..at].TrimEnd()[^1])
            || word == "ma" && text.AsSpan(at).StartsWith("madd"))
        {
            return false;
        }

        return text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }

    private static string WhyNoRoot(string text) => text switch
    {
        ['H', ..] => "write H as B, and the German B as Bb",
        [>= 'a' and <= 'g', ..] => "a chord begins with a capital letter, C to B",
        ['I' or 'V' or 'i' or 'v', ..] => "write chords by their names, not by degrees",
        _ => "a chord begins with a letter from A to G",
    };

    private sealed class Parts
    {
        private int _third = 4;
        private bool _seventh;
        private bool _major;
        private bool _diminished;
        private bool _apart;

        public int Fifth { get; set; } = 7;

        /// <summary>The next number is added or left out, and no seventh.</summary>
        public void Apart() => _apart = true;

        public void Number() => _apart = false;

        public void Major() => _major = true;

        public void MajorSeventh() => (_major, _seventh) = (true, true);

        public void Minor() => _third = 3;

        public void LowFifth() => Fifth = _third == 3 ? 6 : Fifth;

        public void Diminished() => (_third, Fifth, _diminished) = (3, 6, true);

        public void HalfDiminished() => (_third, Fifth, _seventh) = (3, 6, true);

        public void Suspended(int above) => (_third, _apart) = (_apart ? _third : above, false);

        public void Seventh() => (_seventh, _apart) = (_seventh || !_apart, false);

        /// <summary>The kind, and how far above the root that stands which it is of.</summary>
        public (int Above, ChordKind Kind) Kind() =>
            (_third, Fifth, !_seventh ? 0 : _major ? 11 : _diminished ? 9 : 10) switch
            {
                (5, _, _) => (0, ChordKind.Suspended),

                // The tones of C D G are those of Gsus4.
                (2, _, _) => (7, ChordKind.Suspended),
                (4, 8, _) => (0, ChordKind.Augmented),
                (4, _, 11) => (0, ChordKind.Major7),
                (4, _, 10) => (0, ChordKind.Dominant7),
                (4, _, _) => (0, ChordKind.Major),
                (_, 6, 9) => (0, ChordKind.Diminished7),
                (_, 6, 10) => (0, ChordKind.HalfDiminished7),
                (_, 6, _) => (0, ChordKind.Diminished),
                (_, _, 10) => (0, ChordKind.Minor7),
                _ => (0, ChordKind.Minor),
            };
    }
}
