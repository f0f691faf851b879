using Antiphon.Notes;
using Xunit;

namespace Antiphon.Tests.Notes;

public sealed class ChordNamesTests
{
    [Fact]
    public void A_chord_is_spelt_as_its_key_has_it()
    {
        var chord = new Chord(6, ChordKind.Minor, 9, 1);
        Assert.Equal("F#m/A", chord.Name(new MusicalKey(9, IsMinor: false, 1)));
        Assert.Equal("Gbm/A", chord.Name(new MusicalKey(8, IsMinor: false, 1)));
        Assert.Equal("Bb7", new Chord(10, ChordKind.Dominant7, 10, 1).Name());
    }

    [Theory]
    [InlineData(0, false, 0, "C major")]
    [InlineData(7, false, 1, "G major")]
    [InlineData(5, false, -1, "F major")]
    [InlineData(6, false, 6, "F# major")]
    [InlineData(4, true, 1, "E minor")]
    [InlineData(3, true, 6, "D# minor")]
    [InlineData(10, true, -5, "Bb minor")]
    public void A_key_has_the_signature_of_the_circle_of_fifths(
        int tonic, bool isMinor, int fifths, string name)
    {
        var key = new MusicalKey(tonic, isMinor, 1);
        Assert.Equal(fifths, key.Fifths);
        Assert.Equal(name, key.Name());
    }

    [Fact]
    public void Every_kind_of_chord_has_a_symbol_of_its_own()
    {
        var symbols = Enum.GetValues<ChordKind>().Select(kind => kind.Symbol()).ToList();
        Assert.Equal(symbols.Distinct(), symbols);
    }
}
