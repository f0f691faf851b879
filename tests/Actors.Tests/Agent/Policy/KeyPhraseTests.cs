using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>A player of a MIDI keyboard is listened to in phrases, from the first key.</summary>
public sealed class KeyPhraseTests
{
    private static readonly int[] Scale =
        [60, 62, 64, 65, 67, 69, 71, 72, 71, 69, 67, 65, 64, 62, 60];

    private readonly TurnTakingBench _bench = new(Tunes.Talkative with
    {
        Modes = Tunes.Only(imitate: 1) with { ShortestSeconds = 600, LongestSeconds = 600 },
    });

    private readonly List<(SampleTime At, Action Do)> _score = [];

    public static TheoryData<double, double> Scales
    {
        get
        {
            var scales = new TheoryData<double, double>();
            foreach (var bpm in new[] { 40.0, 52, 66, 84, 108, 138, 176, 208, 240 })
            {
                foreach (var held in new[] { 0.08, 0.25, 0.5, 0.9, 1, 1.1 })
                {
                    scales.Add(bpm, held);
                }
            }

            return scales;
        }
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void A_scale_is_one_phrase_whose_end_is_noticed_within_two_steps(double bpm, double held)
    {
        var step = 60 / bpm;
        for (var i = 0; i < Scale.Length; i++)
        {
            Plan(1 + i * step, held * step, Scale[i]);
        }

        Run(1 + Scale.Length * step + 8);
        var decided = Assert.Single(_bench.Begun);
        Assert.Equal(CueKind.Answers, decided.Occasion);
        var lastStroke = 1 + (Scale.Length - 1) * step;
        Assert.InRange(decided.Time.Seconds - lastStroke, held * step, 2 * step + 0.011);
        Assert.NotEmpty(_bench.Planned);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(200)]
    public void Chords_and_an_unsteady_hand_make_one_phrase_too(double bpm)
    {
        var step = 60 / bpm;
        var at = 1.0;
        for (var i = 0; i < 12; i++)
        {
            for (var voice = 0; voice < 3; voice++)
            {
                Plan(at + 0.01 * voice, 0.3 * step, 60 + i + 4 * voice);
            }

            at += step * (1 + 0.15 * (i % 3 - 1));
        }

        Run(at + 8);
        Assert.Single(_bench.Begun);
    }

    [Fact]
    public void Two_scales_with_a_rest_between_them_are_two_phrases()
    {
        for (var i = 0; i < 8; i++)
        {
            Plan(1 + 0.3 * i, 0.2, Scale[i]);
            Plan(12 + 0.3 * i, 0.2, Scale[i]);
        }

        Run(24);
        Assert.Equal(2, _bench.Begun.Count());
    }

    [Fact]
    public void A_phrase_goes_on_while_its_last_note_is_held()
    {
        for (var i = 0; i < 8; i++)
        {
            Plan(1 + 0.3 * i, i == 7 ? 3 : 0.2, Scale[i]);
        }

        Run(14);
        var decided = Assert.Single(_bench.Begun);
        Assert.InRange(decided.Time.Seconds, 6.1, 6.1 + 0.6);
    }

    [Fact]
    public void A_key_that_stays_down_is_joined_and_never_waited_for()
    {
        Plan(1, 100, 60);
        Run(14);
        Assert.Equal(CueKind.Joins, _bench.Decisions[0].Occasion);
        Assert.InRange(_bench.Decisions[0].Time.Seconds, 8, 8.03);
    }

    [Fact]
    public void Who_never_pauses_is_joined_after_so_many_notes()
    {
        for (var i = 0; i < 100; i++)
        {
            Plan(1 + 0.4 * i, 0.3, Scale[i % Scale.Length]);
        }

        Run(16);
        Assert.Equal(CueKind.Joins, _bench.Decisions[0].Occasion);
        Assert.InRange(_bench.Decisions[0].Time.Seconds, 1 + 31 * 0.4, 1 + 31 * 0.4 + 0.03);
    }

    [Fact]
    public void A_key_that_is_merely_touched_is_no_phrase_and_does_not_add_up()
    {
        for (var i = 0; i < 5; i++)
        {
            Plan(1 + 4 * i, 0.06, 60);
        }

        Run(26);
        Assert.Empty(_bench.Decisions);
    }

    [Fact]
    public void A_key_that_goes_down_stops_an_answer_at_once()
    {
        for (var i = 0; i < 8; i++)
        {
            Plan(1 + 0.25 * i, 0.2, Scale[i]);
        }

        Run(4);
        var stroke = _bench.Now.Seconds;
        Plan(stroke, 5, 72);
        Run(stroke + 1);
        Assert.NotEmpty(_bench.Withdrawn);
        var stop = _bench.Decisions.Single(one => one.Occasion == CueKind.Stops);
        Assert.InRange(stop.Time.Seconds - stroke, 0, 0.02);
    }

    [Fact]
    public void A_voice_that_sings_on_is_not_answered_because_the_keys_have_ended()
    {
        for (var i = 0; i < 6; i++)
        {
            Plan(1 + 0.25 * i, 0.2, Scale[i]);
        }

        Run(5, time => time is > 1 and < 4 ? Tunes.Line(time) : Moment.Silence);
        var decided = Assert.Single(_bench.Begun);
        Assert.InRange(decided.Time.Seconds, 4.25, 4.4);
    }

    private void Plan(double at, double seconds, int key)
    {
        KeyPressed? pressed = null;
        _score.Add((SampleTime.FromSeconds(at), () => pressed = _bench.Press(key)));
        _score.Add((SampleTime.FromSeconds(at + seconds), () => _bench.Release(pressed!)));
    }

    private void Run(double until, Func<double, Moment>? sound = null)
    {
        while (_bench.Now.Seconds < until - 1e-6)
        {
            foreach (var (at, act) in _score
                .Where(one => one.At <= _bench.Now).OrderBy(one => one.At).ToList())
            {
                act();
                _score.RemoveAll(one => one.Do == act);
            }

            _bench.Play(0.01, sound ?? (_ => Moment.Silence));
        }
    }
}
