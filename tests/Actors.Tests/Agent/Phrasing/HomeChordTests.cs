using Antiphon.Agent;
using Antiphon.Notes;
using Xunit;

namespace Antiphon.Tests.Agent.Phrasing;

/// <summary>
/// An answer comes to rest on the tonic, or where the music dwells without touching the tonic.
/// </summary>
public sealed class HomeChordTests
{
    private static readonly MusicalKey AMajor = new(9, IsMinor: false, 0.9);
    private static readonly ChordTones TonicOfA = ChordTones.Tonic(AMajor);
    private static readonly Chord E7 = new(4, ChordKind.Dominant7, 4, 0.9);
    private static readonly Chord A = new(9, ChordKind.Major, 9, 0.9);
    private static readonly ChordTones OnE7 = ChordTones.Of(E7);

    [Fact]
    public void A_vamp_is_its_own_home() =>
        Assert.Equal(OnE7, Heard((E7, 12)).In(AMajor, OnE7));

    [Fact]
    public void A_dominant_that_the_tonic_followed_asks_for_it() =>
        Assert.Equal(TonicOfA, Heard((E7, 8), (A, 4), (E7, 4)).In(AMajor, OnE7));

    [Fact]
    public void The_less_sure_the_key_is_the_sooner_the_chord_is_believed()
    {
        var home = Heard((E7, 4));
        Assert.Equal(TonicOfA, home.In(AMajor, OnE7));
        Assert.Equal(OnE7, home.In(AMajor with { Sureness = 0.3 }, OnE7));
    }

    [Fact]
    public void A_call_that_ended_elsewhere_is_led_to_the_tonic() =>
        Assert.Equal(
            TonicOfA, Heard((E7, 12)).In(AMajor, ChordTones.Of(new(2, ChordKind.Major, 2, 1))));

    [Fact]
    public void One_of_many_chords_is_no_home() =>
        Assert.Equal(
            TonicOfA,
            Heard(
                (new(11, ChordKind.Minor, 11, 0.9), 6), (new(2, ChordKind.Major, 2, 0.9), 6),
                (E7, 8)).In(AMajor, OnE7));

    [Fact]
    public void A_suspended_chord_on_the_tonic_is_no_rest() =>
        Assert.Equal(
            OnE7, Heard((E7, 12), (A with { Kind = ChordKind.Suspended }, 5), (E7, 4))
                .In(AMajor, OnE7));

    [Fact]
    public void A_chord_foreign_to_the_key_or_unsure_is_no_home()
    {
        var foreign = new Chord(3, ChordKind.Major, 3, 0.9);
        Assert.Equal(TonicOfA, Heard((foreign, 12)).In(AMajor, ChordTones.Of(foreign)));
        Assert.Equal(TonicOfA, Heard((E7 with { Sureness = 0.2 }, 12)).In(AMajor, OnE7));
    }

    [Fact]
    public void What_was_heard_long_ago_is_forgotten() =>
        Assert.Equal(TonicOfA, Heard((E7, 20), (A, 30), (E7, 6)).In(AMajor, OnE7));

    private static HomeChord Heard(params (Chord Chord, double Seconds)[] chords)
    {
        var home = new HomeChord();
        foreach (var (chord, seconds) in chords)
        {
            for (var tick = 0; tick < 100 * seconds; tick++)
            {
                home.Hear(chord, 0.01);
            }
        }

        return home;
    }
}
