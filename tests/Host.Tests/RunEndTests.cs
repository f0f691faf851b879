using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Rig;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>How a run that did not come to a good end is told.</summary>
public sealed class RunEndTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_recording_of_which_a_segment_was_lost_off_line_is_refused_with_exit_3()
    {
        using var hearing = HearingSetup.Open(new RigOptions());
        await using var rig = new RigSystem(TimeProvider.System, NullLoggerFactory.Instance);
        var calls = 0;
        using var stumbling = new MeddledEncoder(
            (_, _) =>
            {
                if (++calls == 3)
                {
                    throw new InvalidOperationException("stumbled");
                }
            }).Around(hearing.Ears.Encoder);
        using var input = AudioInputs.Open(_files.Wav("a.wav", seconds: 3));
        var heard = new SlotCollector();
        var outcome = await rig.Run(new RigPlan
        {
            Ears = hearing.Ears with { Encoder = stumbling },
            Input = input,
            Observer = heard,
        });

        var refused = Assert.Throws<CommandException>(() => RunEnd.RequireHeard(outcome, "a.wav"));
        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.StartsWith(
            "a.wav: 1 segment of it could not be worked on (Encoder failed", refused.Message,
            StringComparison.Ordinal);
        Assert.NotEmpty(heard.Segments);
    }

    [Fact]
    public void A_whole_one_is_taken_and_a_card_that_gave_out_is_a_failure_not_a_refusal()
    {
        RunEnd.RequireHeard(RigOutcome.OfNothingHeard, "a.wav");
        var broken = RigOutcome.OfNothingHeard with { Fault = "it is gone" };
        Assert.Equal(
            ExitCode.Failed,
            Assert.Throws<CommandException>(
                () => RunEnd.Require(broken, "card", isLive: true, "restart")).ExitCode);
        Assert.Equal(
            "a.wav: it is gone",
            Assert.Throws<CommandException>(() => RunEnd.RequireHeard(broken, "a.wav")).Message);
    }
}
