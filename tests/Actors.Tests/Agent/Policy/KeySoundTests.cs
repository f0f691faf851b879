using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>
/// A keyboard that is heard by microphone too: its sound, which is known later and rings on, makes
/// no phrase longer and is answered only once.
/// </summary>
public sealed class KeySoundTests
{
    private const double SoundLate = 0.033;
    private const double Rings = 0.4;

    private static readonly int[] Scale =
        [60, 62, 64, 65, 67, 69, 71, 72, 71, 69, 67, 65, 64, 62, 60];

    private readonly List<(double At, double Until, int Key)> _played = [];
    private readonly List<(double At, double Until)> _struckBesides = [];

    public static TheoryData<double, double> Scales
    {
        get
        {
            var scales = new TheoryData<double, double>();
            foreach (var bpm in new[] { 40.0, 66, 108, 176, 240 })
            {
                foreach (var held in new[] { 0.08, 0.5, 1.1 })
                {
                    scales.Add(bpm, held);
                }
            }

            return scales;
        }
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void A_scale_that_is_heard_twice_ends_within_two_steps_as_well(double bpm, double held)
    {
        var step = 60 / bpm;
        for (var i = 0; i < Scale.Length; i++)
        {
            Plan(1 + i * step, held * step, Scale[i]);
        }

        var bench = Run(1 + Scale.Length * step + 6, Sound);
        var decided = Assert.Single(bench.Begun);
        Assert.Equal(CueKind.Answers, decided.Occasion);
        var lastStroke = 1 + (Scale.Length - 1) * step;
        Assert.InRange(decided.Time.Seconds - lastStroke, held * step, 2 * step + 0.011);
        Assert.NotEmpty(bench.Planned);
        Assert.Empty(bench.Withdrawn);
    }

    [Fact]
    public void Another_who_plays_on_beside_the_keys_is_waited_for()
    {
        PlanFast();
        _struckBesides.Add((2.203, 4));
        var bench = Run(9, time => time is > 2.203 and < 4
            ? new Moment(66, false, -14, 0.3)
            : Sound(time));
        var decided = Assert.Single(bench.Begun);
        Assert.InRange(decided.Time.Seconds, 4.2, 4.9);
    }

    [Fact]
    public void Another_who_strikes_as_the_keys_end_is_waited_for_before_his_sound_is_known()
    {
        PlanFast();
        _struckBesides.Add((3.053, 4));
        var bench = Run(9, time => time is > 3.053 and < 4
            ? new Moment(66, false, -14, 0.3)
            : Sound(time));
        var decided = Assert.Single(bench.Begun);
        Assert.InRange(decided.Time.Seconds, 4.2, 4.9);
    }

    [Fact]
    public void The_next_phrase_by_sound_alone_is_a_call_of_its_own()
    {
        PlanFast();
        var bench = Run(18, time => time is > 12 and < 13
            ? new Moment(66, false, -14, 0.3)
            : Sound(time));
        Assert.Equal(2, bench.Begun.Count());
    }

    // Eight notes of 250 ms from 1 s on: the last goes down at 2.75 s.
    private void PlanFast()
    {
        for (var i = 0; i < 8; i++)
        {
            Plan(1 + 0.25 * i, 0.2, Scale[i]);
        }
    }

    private void Plan(double at, double seconds, int key) =>
        _played.Add((at, at + seconds, key));

    // What the microphone hears: the newest key, fading, and for a while after it is up.
    private Moment Sound(double time)
    {
        var heard = time - SoundLate;
        foreach (var (at, until, key) in Enumerable.Reverse(_played))
        {
            if (heard >= at)
            {
                var since = heard - at;
                return heard < until + Rings
                    ? new Moment(key, false, -14 - 8 * since, since < 0.0134 ? 9 : 0.3)
                    : Moment.Silence;
            }
        }

        return Moment.Silence;
    }

    private (double LoudnessDb, double OnsetDb) Reflex(double time, Func<double, Moment> sound)
    {
        var strikes = _played.Select(one => one.At + SoundLate)
            .Concat(_struckBesides.Select(one => one.At));
        var isStruck = strikes.Any(at => time - 0.01 <= at && at < time);
        return (sound(time).LoudnessDb, isStruck ? 15 : 0);
    }

    private TurnTakingBench Run(double until, Func<double, Moment> sound)
    {
        var bench = new TurnTakingBench(Tunes.Talkative with
        {
            Modes = Tunes.Only(imitate: 1) with { ShortestSeconds = 600, LongestSeconds = 600 },
        })
        {
            TokensLate = 0.5,
            Reflexes = time => Reflex(time, sound),
        };
        var score = new List<(SampleTime At, Action Do)>();
        foreach (var (at, up, key) in _played)
        {
            KeyPressed? pressed = null;
            score.Add((SampleTime.FromSeconds(at), () => pressed = bench.Press(key)));
            score.Add((SampleTime.FromSeconds(up), () => bench.Release(pressed!)));
        }

        while (bench.Now.Seconds < until - 1e-6)
        {
            foreach (var due in score.Where(one => one.At <= bench.Now).OrderBy(one => one.At)
                .ToList())
            {
                due.Do();
                score.Remove(due);
            }

            bench.Play(0.01, sound);
        }

        return bench;
    }
}
