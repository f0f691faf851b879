using Antiphon.Encoder;
using Antiphon.Perception;
using Xunit;

namespace Antiphon.Tests.Perception;

public class ProbeCheckTests
{
    private static readonly Vocabulary Learned = Trained.Learn();
    private static readonly List<SegmentEncoded> Sound = Trained.Segments[1];
    private static readonly ProbeHearing Expected = Trained.Hear(Learned, Sound);
    private static readonly RuntimeFingerprint Elsewhere =
        Contracts.Runtime with { Architecture = "arm64" };

    [Fact]
    public void The_same_hearing_passes()
    {
        var verdict = ProbeCheck.Compare(Expected, Trained.Hear(Learned, Sound));
        Assert.True(verdict is { Passed: true, SameRuntime: true, TokenAgreement: 1 });
        Assert.Contains("as the vocabulary was learned", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_bit_is_seen_on_the_same_runtime_and_forgiven_elsewhere()
    {
        var features = Expected.HarmonicFeatures.ToArray();
        features[500] = MathF.BitIncrement(features[500]);
        var here = Expected with { HarmonicFeatures = features };

        Assert.False(ProbeCheck.Compare(Expected, here).Passed);
        Assert.True(ProbeCheck.Compare(Expected, here with { Runtime = Elsewhere }).Passed);
    }

    [Theory]
    [InlineData(0.02f)]
    [InlineData(float.NaN)]
    public void Changed_features_are_caught_everywhere(float change)
    {
        var features = Expected.PercussiveFeatures.ToArray();
        features[^1] += change;
        var here = Expected with { PercussiveFeatures = features, Runtime = Elsewhere };
        var verdict = ProbeCheck.Compare(Expected, here);

        Assert.False(verdict.Passed);
        Assert.Contains("hears wrongly", verdict.Text, StringComparison.Ordinal);
        Assert.Contains("arm64", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Swapped_stems_are_caught_and_named()
    {
        var swapped = Sound.Select(segment => segment with
        {
            Harmonic = segment.Percussive,
            Percussive = segment.Harmonic,
        }).ToList();
        var verdict = ProbeCheck.Compare(Expected, Trained.Hear(Learned, swapped));

        Assert.False(verdict.Passed);
        Assert.Contains("The stems are swapped", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Averaging_is_caught()
    {
        var averaged = Sound.Select(segment => segment with
        {
            Harmonic = Trained.Averaged(segment.Harmonic.Span),
            Percussive = Trained.Averaged(segment.Percussive.Span),
        }).ToList();
        var here = Trained.Hear(Learned, averaged) with { Runtime = Elsewhere };
        Assert.False(ProbeCheck.Compare(Expected, here).Passed);
    }

    [Fact]
    public void A_frame_too_many_or_too_few_is_caught()
    {
        var here = Trained.Hear(Learned, Sound[..^1]) with { Runtime = Elsewhere };
        var verdict = ProbeCheck.Compare(Expected, here);
        Assert.False(verdict.Passed);
        Assert.Contains("286 frames", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_vocabulary_is_told_from_a_changed_encoder()
    {
        var other = Trained.Learn(training: new TrainingOptions { Seed = 99 });
        var verdict = ProbeCheck.Compare(Expected, Trained.Hear(other, Sound));
        Assert.False(verdict.Passed);
        Assert.Contains("The features are equal", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fingerprint_of_a_process_is_stable()
    {
        Assert.Equal(RuntimeFingerprint.Current("1.31.1"), RuntimeFingerprint.Current("1.31.1"));
        Assert.NotEqual(RuntimeFingerprint.Current("1.31.1"), RuntimeFingerprint.Current("1.31.2"));
    }
}
