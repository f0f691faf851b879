using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Tests.Encoder;
using Antiphon.Tests.Rig;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>What is played to the ear at the start.</summary>
public sealed class EarProbeTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void The_shipped_ear_hears_every_note_of_its_probe_in_steps_of_any_size(int frames)
    {
        using var ear = OnnxEar.Open(
            ModelManifest.Load(SpectralEncoderFixture.ModelFolder).Check(EarModel.Name), frames);
        var verdict = EarProbe.Hear(ear);

        Assert.True(verdict.Passed, verdict.Text);
        Assert.Equal("the 7 notes of its probe are heard", verdict.Text);
    }

    [Fact]
    public void An_ear_that_hears_other_notes_does_not_pass()
    {
        var verdict = EarProbe.Hear(ToyEar.New());

        Assert.False(verdict.Passed);
        Assert.StartsWith("0 of the 7 notes", verdict.Text, StringComparison.Ordinal);
        Assert.EndsWith(" others", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deaf_ear_does_not_pass() =>
        Assert.Equal(
            new EarVerdict(false, "0 of the 7 notes of its probe are heard and 0 others"),
            EarProbe.Hear(new ScriptedEar(4)));
}
