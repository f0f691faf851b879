namespace Antiphon.Transcription;

/// <summary>Makes a bar of the words that stand in it.</summary>
internal static class ChartCell
{
    private const int MostWords = 32;

    /// <summary>What % and an empty bar repeat is that of before; others go by their beats.
    /// </summary>
    /// <param name="before">The bar before; null before the first.</param>
    /// <param name="fail">Is told of a column and what is wrong there.</param>
    public static ChartBar Read(
        IReadOnlyList<ChartWord> words, int column, (int Beats, int BeatOf) time,
        ChartBar? before, Func<int, string, Exception> fail)
    {
        var bar = new ChartBar("", 0, time.Beats, time.BeatOf, []);
        if (words is [] or [{ Text: "%" }])
        {
            return before switch
            {
                null => throw fail(
                    column,
                    "the first bar is empty, and nothing is before it that it could repeat: write "
                    + "a chord, or N.C."),
                _ when (before.Beats, before.BeatOf) == time && words.Count > 0 =>
                    bar with { Chords = before.Chords },
                _ => bar with { Chords = [before.Chords[^1] with { Unit = 0 }] },
            };
        }

        if (words.Count > MostWords)
        {
            throw fail(words[MostWords].Column, $"a bar has at most {MostWords} chords and beats");
        }

        var units = Places(words, time.Beats)
            ?? throw fail(
                words[0].Column,
                $"{words.Count} chords and beats do not fit a bar of {time.Beats}: give each beat "
                + "a chord, or / where one goes on");
        List<ChartChord> chords = [];
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Text is not ("/" or "." or "-"))
            {
                chords.Add(Chord(words[i], units[i], fail));
            }
            else if (i == 0)
            {
                chords.Add(before is { } last
                    ? last.Chords[^1] with { Unit = 0 }
                    : throw fail(words[0].Column, "no chord is before it that could go on"));
            }
        }

        return bar with { Chords = [.. chords] };
    }

    // Where each word falls, in units of half a beat; null where they do not fit.
    private static int[]? Places(IReadOnlyList<ChartWord> words, int beats)
    {
        var (count, units) = (words.Count, beats * Chart.UnitsOfBeat);
        if (count == beats || count > beats || words.Any(word => word.Text is "/" or "." or "-"))
        {
            return units % count == 0
                ? [.. Enumerable.Range(0, count).Select(i => i * units / count)]
                : null;
        }

        // Two chords of three beats: the first is the longer one.
        var (each, more) = (beats / count, beats % count);
        if (count == 2)
        {
            (each, more) = (beats / 2, beats % 2);
        }

        return
        [
            .. Enumerable.Range(0, count).Select(
                i => Chart.UnitsOfBeat * (i == 0 ? 0 : i * each + more)),
        ];
    }

    private static ChartChord Chord(
        ChartWord word, int unit, Func<int, string, Exception> fail)
    {
        if (ChartLine.IsNoChord(word.Text))
        {
            return new ChartChord(unit, "N.C.", null);
        }

        return word.Text switch
        {
            "%" => throw fail(word.Column, "% stands for a whole bar, and alone in its own"),
            "%%" => throw fail(word.Column, "%% is not read: write both bars out"),
            _ => ChordSymbol.Read(word.Text, out var why) is { } chord
                ? new ChartChord(unit, word.Text, chord)
                : throw fail(
                    word.Column,
                    $"'{word.Text}' is no chord: {why}; words for people stand in quotes"),
        };
    }
}
