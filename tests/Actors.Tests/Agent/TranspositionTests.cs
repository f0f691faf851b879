using Antiphon.Agent;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Agent;

public class TranspositionTests
{
    private static readonly NavigationOptions Free = new() { TranspositionBias = 0 };

    [Fact]
    public void What_was_moved_is_moved_back() => Gen.Select(
        Gen.Double[0.01, 1].Array[12], Gen.Int[-5, 6]).Sample((now, shift) =>
    {
        // Square roots of now are compared, so the material is those, moved.
        var material = new double[12];
        for (var pitchClass = 0; pitchClass < 12; pitchClass++)
        {
            material[(pitchClass - shift + 24) % 12] = Math.Sqrt(now[pitchClass]);
        }

        var found = Transposition.Of(now, material, Free, preferred: 0);
        Assert.Equal(1, found.Fit, 6);
        Assert.Equal(shift, found.Semitones);
    });

    [Fact]
    public void Only_what_is_allowed_is_taken()
    {
        double[] now = [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0];
        double[] material = [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0];
        Assert.Equal(-2, Transposition.Of(now, material, Free, 0).Semitones);
        Assert.Equal(
            0, Transposition.Of(now, material, Free with { Transpositions = 1 }, 0).Semitones);
        var fifth = Transposition.Of(now, material, Free with { Transpositions = 1 << 7 }, 0);
        Assert.Equal(-5, fifth.Semitones);
    }

    [Fact]
    public void A_bias_keeps_to_what_is_preferred()
    {
        double[] now = [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0];
        double[] material = [0.6, 0.9, 0, 0, 0.6, 0.9, 0, 0, 0.9, 0, 0, 0];
        var moved = Transposition.Of(now, material, Free, 0);
        Assert.NotEqual(0, moved.Semitones);
        var kept = Transposition.Of(now, material, Free with { TranspositionBias = 1 }, 0);
        Assert.Equal(0, kept.Semitones);
    }

    [Fact]
    public void Where_nothing_sounds_nothing_is_moved() =>
        Assert.Equal(
            new Transposition(0, 0),
            Transposition.Of(new double[12], new double[12], Free, preferred: 0));
}
