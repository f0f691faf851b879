using System.Collections.Immutable;
using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>A chart: the bars of a piece and their chords, in the order in which they are played.
/// </summary>
/// <remarks>
/// Repeats, endings and the form are played out. Bars before <see cref="LoopFrom"/> are an intro,
/// bars from <see cref="LoopTo"/> on an outro; between, the form goes round. Times within are
/// counted in units of half a written beat.
/// </remarks>
public sealed class Chart
{
    /// <summary>More bars no chart has, its repeats played.</summary>
    public const int MostBars = 1024;

    /// <summary>Units of a written beat.</summary>
    public const int UnitsOfBeat = 2;

    private readonly ImmutableArray<int> _starts;
    private readonly ImmutableArray<int> _barAt;

    internal Chart(ImmutableArray<ChartBar> bars, int loopFrom, int loopTo)
    {
        (Bars, LoopFrom, LoopTo) = (bars, loopFrom, loopTo);
        var (starts, barAt) = (new int[bars.Length + 1], new List<int>());
        for (var bar = 0; bar < bars.Length; bar++)
        {
            barAt.AddRange(Enumerable.Repeat(bar, bars[bar].Units));
            starts[bar + 1] = barAt.Count;
        }

        (_starts, _barAt) = ([.. starts], [.. barAt]);
    }

    /// <summary>What it is called; null where it does not say.</summary>
    public string? Title { get; init; }

    /// <summary>Beats a minute, as it says; null where it does not.</summary>
    public double? BeatsPerMinute { get; init; }

    /// <summary>In the order in which they are played; at least one.</summary>
    public ImmutableArray<ChartBar> Bars { get; }

    /// <summary>The bar that comes round first.</summary>
    public int LoopFrom { get; }

    /// <summary>The bar behind those that come round.</summary>
    public int LoopTo { get; }

    /// <summary>All its units.</summary>
    public int Units => _barAt.Length;

    /// <summary>The unit with which a bar begins; that behind the last for their number.</summary>
    public int StartOf(int bar) => _starts[bar];

    /// <summary>The bar in which a unit lies.</summary>
    public int BarAt(int unit) => _barAt[unit];

    /// <summary>The chord of a unit; null for none, N.C.</summary>
    public ChartChord ChordAt(int unit)
    {
        var bar = BarAt(unit);
        return Bars[bar].ChordAt(unit - _starts[bar]);
    }

    /// <summary>The unit so many units on; the form goes round.</summary>
    public int After(int unit, int units)
    {
        var (from, to) = (_starts[LoopFrom], _starts[LoopTo]);
        var next = unit + units;
        if (unit < to)
        {
            return next < to ? next : from + (next - to) % (to - from);
        }

        return next < Units ? next : from + (next - Units) % (to - from);
    }
}

/// <summary>A bar of a chart.</summary>
/// <param name="Section">Of which section it is; empty where none is named.</param>
/// <param name="Number">Which bar of its section it is, from 1.</param>
/// <param name="Beats">Its written beats.</param>
/// <param name="BeatOf">What a beat is written as: 4 a quarter, 8 an eighth.</param>
/// <param name="Chords">In order, the first on unit 0.</param>
public sealed record ChartBar(
    string Section, int Number, int Beats, int BeatOf, ImmutableArray<ChartChord> Chords)
{
    /// <summary>Its units, each half a beat.</summary>
    public int Units => Beats * Chart.UnitsOfBeat;

    /// <summary>The key that it is in.</summary>
    public MusicalKey Key { get; init; }

    /// <summary>Its chords as they are written.</summary>
    public string Written => string.Join(' ', Chords.Select(chord => chord.Name));

    /// <summary>Beats are counted in threes: 6/8, 9/8, 12/8.</summary>
    public bool IsCompound => BeatOf >= 8 && Beats > 3 && Beats % 3 == 0;

    /// <summary>The chord of one of its units.</summary>
    public ChartChord ChordAt(int unit)
    {
        var i = Chords.Length - 1;
        while (i > 0 && Chords[i].Unit > unit)
        {
            i--;
        }

        return Chords[i];
    }
}

/// <summary>A chord of a bar.</summary>
/// <param name="Unit">With which unit of its bar it begins.</param>
/// <param name="Name">As it is written.</param>
/// <param name="Chord">What it is; null for no chord, N.C.</param>
public sealed record ChartChord(int Unit, string Name, Chord? Chord);
