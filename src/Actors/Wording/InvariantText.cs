using System.Globalization;

namespace Antiphon.Wording;

/// <summary>What is said to people, with numbers spelt the same everywhere in the world.</summary>
public static class InvariantText
{
    /// <summary>A text with its values, in the invariant culture.</summary>
    public static string Text(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);

    /// <summary>"1 note", "2 notes", "0 notes".</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called; several of them end in s.</param>
    public static string Count(long count, string one) =>
        Text($"{count} {one}{(count == 1 ? "" : "s")}");
}
