using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>What a whole mind does with a player: listens, answers, gives way.</summary>
public class DuetTests
{
    private static readonly AgentOptions Talkative = Tunes.Talkative;

    [Fact]
    public void Silence_is_not_answered()
    {
        Assert.Empty(new Duet(Talkative).Rest(60).End().Decisions);
    }

    [Fact]
    public void A_knock_is_not_answered_however_often_it_comes()
    {
        var duet = new Duet(Talkative)
            .Play(60, t => t % 5 < 0.07 ? new Moment(null, true, -20, 8) : Moment.Silence);
        Assert.Empty(duet.End().Decisions);
    }

    [Fact]
    public void A_call_is_answered_once_soon_after_it_ends()
    {
        var duet = new Duet(Talkative).Play(3.5, Tunes.Line).Rest(60);
        var first = duet.Planned.MinBy(note => note.Due)!;
        var decision = duet.Decisions.First();
        Assert.Single(duet.Decisions.Select(d => d.Time).Distinct());
        Assert.InRange(decision.Time.SecondsSince(SampleTime.FromSeconds(3.5)), 0.3, 0.81);
        Assert.InRange(first.Due.SecondsSince(decision.Time), 0.1 - 1e-6, 0.6 + 1e-6);
    }

    [Fact]
    public void After_a_long_silence_it_answers_again()
    {
        var duet = new Duet(Talkative)
            .Play(3.5, Tunes.Line).Rest(120).Play(3.5, Tunes.Line).Rest(3.5);
        Assert.Contains(duet.Planned, note => note.Due.Seconds > 125);
    }

    [Theory]
    [InlineData(0, 0.04)]
    [InlineData(0, 0.2)]
    [InlineData(12, 0.1)]
    public void Its_own_sound_coming_back_is_not_answered(int octave, double delay)
    {
        var duet = WithEcho(delay, octave, 120);
        Assert.Single(duet.Decisions.Select(decision => decision.Time).Distinct());
        Assert.True(duet.Mind.Counters.OwnFrames > 50);
    }

    [Fact]
    public void Another_pitch_coming_back_is_answered_so_the_echo_test_can_fail() =>
        Assert.True(WithEcho(0.1, 3, 60).Decisions.Select(d => d.Time).Distinct().Count() > 1);

    [Fact]
    public void Its_own_sound_is_not_recalled_later()
    {
        var duet = WithEcho(0.1, 0, 10);
        var echoes = duet.Planned.Select(note => (note.Due, note.Due + note.Length)).ToList();
        var before = duet.Decisions.Count();
        duet.Play(3.5, Tunes.Line).Rest(7);
        var sources = duet.Decisions.Skip(before).SelectMany(decision => decision.NoteSources);
        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.DoesNotContain(
            echoes, echo => source > echo.Due.PlusSeconds(0.1) && source < echo.Item2));
    }

    [Fact]
    public void It_gives_space_while_the_player_plays_and_joins_when_there_is_no_end()
    {
        var duet = new Duet(Talkative).Play(45, Tunes.Line);
        Assert.All(duet.Planned, note => Assert.True(note.Due.Seconds > 7));
        Assert.InRange(duet.Decisions.Select(d => d.Time).Distinct().Count(), 3, 6);
        Assert.InRange(duet.Planned.Count(), 12, 120);
        Assert.All(
            duet.Decisions, d => Assert.Contains("joins in", d.Why, StringComparison.Ordinal));
        Assert.Empty(duet.Answers.SelectMany(answer => answer.Withdrawn));
    }

    [Fact]
    public void It_stops_when_the_player_plays_into_its_answer()
    {
        // A tritone above everything that it may have heard, so that nothing is taken for an echo.
        var duet = new Duet(Talkative).Play(5.6, t => Held(t, 60)).Rest(1.05)
            .Play(3.5, t => Held(t, 66));
        var stopped = duet.Decisions.Single(
            decision => decision.Why.Contains("withdrawn", StringComparison.Ordinal));
        Assert.NotEmpty(duet.Answers.SelectMany(answer => answer.Withdrawn));
        Assert.InRange(stopped.Time.SecondsSince(SampleTime.FromSeconds(6.65)), 0.12, 0.75);
        Assert.DoesNotContain(duet.Sounding, note => note.Due >= stopped.Time);
    }

    [Fact]
    public void Drums_alone_are_answered_in_rhythm()
    {
        var duet = new Duet(Talkative).Play(4.2, Tunes.Drums).Rest(7);
        var onsets = duet.Planned.Where(note => note.Voice == Voice.Melody)
            .Select(note => note.Due.Seconds).Order().ToList();
        var steps = onsets.Zip(onsets.Skip(1), (a, b) => b - a).ToList();

        // It enters on a stroke, and its notes are strokes apart but where the recall jumps.
        const double stroke = 1.0 / 3;
        Assert.InRange(Math.Abs(onsets[0] - stroke * Math.Round(onsets[0] / stroke)), 0, 0.03);
        Assert.True(steps.Count >= 8);
        Assert.InRange(
            steps.Count(step => Math.Abs(step - stroke) < 0.02) / (double)steps.Count, 0.75, 1);
        Assert.All(steps, step => Assert.InRange(step, 0.06, stroke + 0.02));
    }

    [Fact]
    public void It_lets_a_call_pass_when_it_should_but_never_two_in_a_row()
    {
        var quiet = new AgentOptions { Modes = Tunes.Only(imitate: 0.01, silence: 1) };
        var duet = new Duet(quiet).Play(70, Tunes.Phrases(3.5, 7));
        var modes = duet.Decisions.DistinctBy(d => d.Time).Select(d => d.Mode).ToList();
        Assert.Contains(Mode.Silence, modes);
        Assert.Equal(Mode.Imitate, modes[0]);
        Assert.DoesNotContain(
            modes.Zip(modes.Skip(1)), pair => pair == (Mode.Silence, Mode.Silence));
    }

    private static Moment Held(double time, int key) =>
        new(key + (int)(time / 0.35) % 2, false, -16, time % 0.35 < 0.0134 ? 9 : 0.2);

    /// <summary>
    /// A call, and then nothing but what the agent itself plays, through the room.
    /// </summary>
    private static Duet WithEcho(double delay, int shift, double seconds)
    {
        var duet = new Duet(Talkative).Play(3.5, Tunes.Line);
        duet.Play(seconds, time =>
        {
            var note = duet.At(SampleTime.FromSeconds(time - delay));
            return note is null
                ? Moment.Silence
                : new Moment(note.Key + shift, true, -25, 0.5);
        });
        return duet;
    }
}
