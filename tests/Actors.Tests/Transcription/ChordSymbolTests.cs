using Antiphon.Notes;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>Chords as musicians write them.</summary>
public sealed class ChordSymbolTests
{
    [Theory]
    [InlineData("C CM Cmaj Cma Cmajor CMaj C5 C6 C69 C6/9 Cadd9 C2 C(add9) C/9 Cno3", "C")]
    [InlineData("Cm C- Cmin Cmi Cminor Cm6 C-6 Cm(maj7) CmM7 C-Δ7 Cm/maj7 Cmadd9 C−", "Cm")]
    [InlineData("C7 C9 C13 C7b9 C7#9 C7(b9,#11) C7alt Calt C13b9 C7b5 C7(b5) Cdom7 C7+9", "C7")]
    [InlineData("Cmaj7 CM7 CMA7 Cma7 CΔ C△7 C^ C^7 C^9 Cj7 Cmaj9 Cmaj13 Cmaj7#11 C7M", "Cmaj7")]
    [InlineData("Cm7 C-7 Cmin7 Cmi7 Cm9 C-9 Cm11 Cm7(11) C−7 C–7", "Cm7")]
    [InlineData("Cm7b5 C-7b5 Cø Cø7 Ch7 Cmin7b5 Cm7(b5) Cm7♭5 C-7-5 CØ", "Cm7b5")]
    [InlineData("Cdim Co C° Cmb5", "Cdim")]
    [InlineData("Cdim7 Co7 C°7", "Cdim7")]
    [InlineData("C+ Caug C(#5) Caug7 C7#5 C+7 C7(#5) Cmaj7#5", "Caug")]
    [InlineData("Csus4 Csus C4 C7sus4 C7sus C9sus4 C9sus Csus9 C13sus4", "Csus4")]
    [InlineData("Csus2", "Gsus4/C")]
    [InlineData("F#m7 F♯m7 F♯-7 Gbm7 G♭m7", "Gbm7")]
    [InlineData("Bb Bbmaj B♭ A#", "Bb")]
    [InlineData("C/E C/Fb Cadd9/E", "C/E")]
    [InlineData("Am7/G A-7/G Amin7/F##", "Am7/G")]
    [InlineData("Bbb", "A")]
    public void What_is_written_in_many_ways_is_one_chord(string written, string chord) =>
        Assert.All(written.Split(' '), one => Assert.Equal(
            chord, ChordSymbol.Read(one, out _) is { } read ? read.Name() : $"{one}: none"));

    [Theory]
    [InlineData("H7", "Bb")]
    [InlineData("am", "capital")]
    [InlineData("ii", "degrees")]
    [InlineData("V7", "degrees")]
    [InlineData("Cxyz", "'xyz'")]
    [InlineData("C/E/G", "'/E'")]
    [InlineData("", "A to G")]
    [InlineData("C7777777777777777777777777777", "A to G")]
    public void What_is_no_chord_says_why(string written, string why)
    {
        Assert.Null(ChordSymbol.Read(written, out var said));
        Assert.Contains(why, said, StringComparison.Ordinal);
    }
}
