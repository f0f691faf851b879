using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Session;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Session;

public sealed class SessionMomentTests
{
    private static readonly ControlCommand[] Commands =
    [
        new Mute(true), new Mute(false), new Hold(true), new Hold(false), new Pause(true),
        new Pause(false), new FixMode(Mode.Lead), new FreeMode(),
        new SetParameter("agent.level", 1),
        new ChooseLabel("calm"), new ChooseLabel(""), new ChooseRecording("one"),
        new ChooseRecording(""), new BeginArc(60), new FollowChart("a.txt"), new FollowChart(""),
        new BeginArc(0), new Yield(), new Approve(),
        new GoBack(), new Change(), new ChangeProgram(Voice.Bass, 12), new Panic(),
        new RecallPreset("x"), new SavePreset("x"), new TellTime(3),
    ];

    [Fact]
    public void Every_command_has_words_of_its_own_but_the_hour() =>
        Assert.Equal(Commands.Length - 1, Commands
            .Select(one => SessionMoment.Of(new ControlGiven(one, SampleTime.Zero))?.Text)
            .OfType<string>().Distinct().Count());

    [Fact]
    public void No_command_is_forgotten() =>
        Assert.Equal(
            typeof(ControlCommand).Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(ControlCommand)) && !type.IsAbstract)
                .OrderBy(type => type.Name),
            Commands.Select(one => one.GetType()).Distinct().OrderBy(type => type.Name));
}
