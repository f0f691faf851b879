using Antiphon.Agent;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>In which mode one is answered who was played along with.</summary>
public sealed class AnsweringModeTests
{
    // Once chosen, a mode is kept for long.
    private static readonly ModesOptions Modes = new()
    {
        ShortestSeconds = 100,
        LongestSeconds = 100,
        SilenceWeight = 0,
        Shadow = new() { Weight = 0 },
        Couple = new() { Weight = 1 },
    };

    [Fact]
    public void Who_plays_in_phrases_is_answered_in_a_mode_that_answers() =>
        Assert.InRange(Answers(pauses: true).Count(mode => mode == Mode.Couple), 1, 40);

    [Fact]
    public void For_others_the_mode_that_plays_along_is_kept() =>
        Assert.All(Answers(pauses: false), mode => Assert.Equal(Mode.Couple, mode));

    private static List<Mode> Answers(bool pauses)
    {
        List<Mode> answers = [];
        for (ulong seed = 0; answers.Count < 300; seed++)
        {
            var chooser = new ModeChooser(
                new LiveOptions(new ControlState(new AgentOptions { Modes = Modes })), new(seed));
            if (chooser.Choose(SampleTime.Zero, false, playsOn: true, 0) == Mode.Couple)
            {
                answers.Add(chooser.Choose(
                    SampleTime.FromSeconds(9), false, playsOn: false, 0, pauses));
            }
        }

        return answers;
    }
}
