using System.Collections.Immutable;
using Antiphon.Measures;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Xunit;

namespace Antiphon.Tests.Measures;

public class HarmonicAgreementTests
{
    // C with a fifth of its energy in G.
    private static readonly FrameToken[] HeldC = ByHand.Heard(60, 2.1, 0);

    [Fact]
    public void It_is_a_share_of_note_time()
    {
        NotePlanned[] notes =
        [
            ByHand.Note(2.1, 0.2, key: 72), ByHand.Note(2.1, 0.1, key: 55),
            ByHand.Note(2.1, 0.1, key: 64),
        ];
        var agreement = Agreement(HeldC, notes);

        Assert.Equal(0.75, agreement.Share!.Value, 9);
        Assert.Equal(1, agreement.DefinedShare!.Value, 9);
    }

    [Fact]
    public void Four_classes_are_the_strongest_and_the_fifth_is_not()
    {
        float[] shares = [0, 0.3f, 0, 0.25f, 0, 0.2f, 0, 0.12f, 0, 0.08f, 0, 0.05f];
        var heard = HeldC.Select(frame => ByHand.Coloured(frame, shares)).ToArray();

        var agreed = Enumerable.Range(60, 12).Where(key =>
            Agreement(heard, [ByHand.Note(2, 0.05, key)]).Share is 1);
        Assert.Equal([61, 63, 65, 67], agreed);
    }

    [Fact]
    public void A_frame_counts_with_its_energy()
    {
        float[] loud = [0.25f, 0.25f, 0.25f, 0.25f, 0, 0, 0, 0, 0, 0, 0, 0];
        float[] soft = [0, 0, 0, 0, 0.25f, 0.25f, 0.25f, 0.25f, 0, 0, 0, 0];
        var heard = HeldC.Select(frame => frame.Time.Seconds < 0.7
            ? ByHand.Coloured(frame, loud, -10)
            : ByHand.Coloured(frame, soft, -40)).ToArray();

        Assert.Equal(1, Agreement(heard, [ByHand.Note(2, 0.05, 61)]).Share);
        Assert.Equal(0, Agreement(heard, [ByHand.Note(2, 0.05, 65)]).Share);
    }

    [Theory]
    [InlineData(3.9, 1.0)]
    [InlineData(4.15, 0.0)]
    public void Only_the_last_two_seconds_are_heard(double due, double share)
    {
        // C until 2.1 s, then A, whose fifth is E.
        var heard = ByHand.Heard(4.2, time => ByHand.Tone(time < 2.1 ? 60 : 69));

        Assert.Equal(share, Agreement(heard, [ByHand.Note(due, 0.04)]).Share);
    }

    [Fact]
    public void Where_under_30_percent_is_voiced_it_is_undefined()
    {
        // 0.7 s are voiced; at 2.1 s, 0.6 of them lie within the last two.
        var heard = ByHand.Heard(60, 0.7, 4.2);
        var agreement = Agreement(heard, [ByHand.Note(0.7, 3)]);

        Assert.Equal(1, agreement.Share);
        Assert.InRange(agreement.DefinedShare!.Value, 1.35 / 3, 1.45 / 3);
        var later = Agreement(heard, [ByHand.Note(2.4, 1)]);
        Assert.Null(later.Share);
        Assert.Equal(0, later.DefinedShare);
    }

    [Fact]
    public void Drums_have_no_harmony() => Assert.Null(Agreement(
        ByHand.Heard(2.1, _ => new Moment(null, true, -12, 3)), [ByHand.Note(2)]).Share);

    [Fact]
    public void What_the_separation_smears_into_a_stem_at_rest_is_no_harmony()
    {
        var heard = HeldC.Select(frame => frame with { Harmonic = Token.Rest });

        Assert.Null(Agreement(heard, [ByHand.Note(2)]).Share);
    }

    [Fact]
    public void A_note_is_judged_all_along()
    {
        // From 2 s on, the player's C has sunk below a window that A has filled.
        var heard = ByHand.Heard(7, time => ByHand.Tone(time < 3.5 ? 60 : 69));
        var agreement = Agreement(heard, [ByHand.Note(3.5, 3)]);

        Assert.InRange(agreement.Share!.Value, 1.95 / 3, 2.05 / 3);
    }

    [Fact]
    public void The_keys_that_the_ear_heard_are_the_harmony()
    {
        // Whatever the sound's own pitch classes say, F minor 7 was heard.
        var heard = HeldC.ToDictionary(
            frame => frame.Ordinal, _ => HeardKeys(41, 56, 60, 63));

        var agreed = Enumerable.Range(60, 12).Where(key => HarmonicAgreement
            .Of(HeldC, heard, [ByHand.Note(2, 0.05, key)]).Share is 1);
        Assert.Equal([60, 63, 65, 68], agreed);
    }

    [Fact]
    public void Where_the_ear_heard_drums_alone_the_harmonic_stem_speaks()
    {
        var drums = HeldC.ToDictionary(frame => frame.Ordinal, _ => HeardKeys());

        Assert.Equal(
            1, HarmonicAgreement.Of(HeldC, drums, [ByHand.Note(2, 0.05, 72)]).Share);
    }

    [Fact]
    public void Without_notes_nothing_is_defined()
    {
        var agreement = Agreement(HeldC, []);

        Assert.Null(agreement.Share);
        Assert.Null(agreement.DefinedShare);
    }

    private static HarmonicAgreement Agreement(
        IEnumerable<FrameToken> played, IEnumerable<NotePlanned> notes) =>
        HarmonicAgreement.Of(played, ImmutableDictionary<long, HeardFrame>.Empty, notes);

    private static HeardFrame HeardKeys(params int[] keys) => new(
        keys.Aggregate(UInt128.Zero, (all, key) => all | UInt128.One << key),
        IsStruck: true, keys.Length > 0 ? keys[^1] : null, MusicNow.Nothing);
}
