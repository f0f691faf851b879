using Antiphon.Agent;
using Antiphon.Signal;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Agent;

public sealed class ModeChooserTests
{
    private const double Calm = 0;
    private const double Busy = 2;
    // Enough to begin with, too little ever to be drawn.
    private const double Hardly = 1e-9;

    private static readonly Mode[] Along = [Mode.Shadow, Mode.Couple];
    private static readonly Mode[] Following = [Mode.Imitate, Mode.Mirror];

    // Every mode as likely, and none kept.
    private static readonly ModesOptions Even = new()
    {
        ShortestSeconds = 0,
        LongestSeconds = 0,
        SilenceWeight = 0,
        Shadow = new() { Weight = 1 },
        Mirror = new() { Weight = 1 },
        Couple = new() { Weight = 1 },
        Imitate = new() { Weight = 1 },
        Contrast = new() { Weight = 1 },
        Lead = new() { Weight = 1 },
    };

    [Fact]
    public void It_begins_by_imitating_whoever_plays() => Gen.Select(
        Gen.ULong, Gen.Double[0, 5]).Sample((seed, changes) =>
    {
        var chooser = Chooser(new(), seed);
        Assert.Equal(Mode.Imitate, chooser.Current);
        Assert.Equal(Mode.Imitate, Choose(chooser, 10, changes: changes));
        Assert.Equal(Mode.Imitate, chooser.Current);
    });

    [Fact]
    public void Who_is_not_to_imitate_does_not_begin_by_it()
    {
        var others = Even with { Imitate = new() { Weight = 0 } };
        Assert.DoesNotContain(Mode.Imitate, Many(seed => Choose(Chooser(others, seed), 0)));
    }

    [Fact]
    public void Whoever_plays_on_is_played_along_with_from_the_first()
    {
        var first = Many(seed => Choose(Chooser(Even, seed), 0, playsOn: true));
        // Ten times as readily as each of the four that answer.
        AssertShare(2 / (2 + 0.1 * (0.5 + 0.5 + 1.5 + 1.5)), first, Along);
    }

    [Fact]
    public void Whoever_has_ended_is_answered()
    {
        var next = Many(seed => Choose(Begun(Even, seed), 1, changes: Busy / 2));
        AssertShare(0.2 / 4.2, next, Along);
    }

    [Theory]
    [InlineData(Calm, 1 / 4.2)]
    [InlineData(Busy / 2, 2 / 4.2)]
    [InlineData(Busy, 3 / 4.2)]
    [InlineData(5 * Busy, 3 / 4.2)]
    public void Who_changes_much_is_followed_and_who_does_not_is_led_elsewhere(
        double changes, double share) =>
        AssertShare(share, Many(seed => Choose(Begun(Even, seed), 1, changes: changes)), Following);

    [Fact]
    public void A_mode_is_chosen_as_readily_as_its_weight_says()
    {
        var options = Even with
        {
            Contrast = new() { Weight = 0.3 },
            Lead = new() { Weight = 0.1 },
        };
        var next = Many(seed => Choose(Begun(options, seed), 1, changes: Calm));
        AssertShare(0.45 / (0.2 + 1 + 0.45 + 0.15), next, [Mode.Contrast]);
    }

    [Fact]
    public void A_mode_without_weight_is_never_chosen() => Gen.Select(
        Gen.ULong, Gen.Int[1, 63], Gen.Bool.Array[60]).Sample((seed, weights, playing) =>
    {
        double Weight(int bit) => (weights >> bit) & 1;
        var options = Even with
        {
            Shadow = new() { Weight = Weight(0) },
            Mirror = new() { Weight = Weight(1) },
            Couple = new() { Weight = Weight(2) },
            Imitate = new() { Weight = Weight(3) },
            Contrast = new() { Weight = Weight(4) },
            Lead = new() { Weight = Weight(5) },
        };
        var chooser = Chooser(options, seed);
        Assert.All(playing.Index(), one => Assert.Equal(1, Weight((int)Choose(
            chooser, 1 + one.Index, playsOn: one.Item))));
    });

    [Fact]
    public void A_mode_is_kept_for_a_time_between_the_shortest_and_the_longest_stay() =>
        Gen.ULong.Sample(seed =>
        {
            var options = Even with
            {
                ShortestSeconds = 15,
                LongestSeconds = 45,
                Imitate = new() { Weight = Hardly },
            };
            var chooser = Chooser(options, seed);
            Choose(chooser, 0);
            var left = Enumerable.Range(1, 60).First(
                second => Choose(chooser, second) != Mode.Imitate);
            Assert.InRange(left, 15, 45);
        });

    [Fact]
    public void Stays_are_spread_over_what_is_between()
    {
        var options = Even with
        {
            ShortestSeconds = 10,
            LongestSeconds = 30,
            Imitate = new() { Weight = Hardly },
        };
        var left = Enumerable.Range(0, 400).Select(seed =>
        {
            var chooser = Begun(options, (ulong)seed);
            return Enumerable.Range(1, 40).First(
                second => Choose(chooser, second) != Mode.Imitate);
        }).ToList();
        Assert.InRange(left.Average(), 19, 22);
        Assert.InRange(left.Min(), 10, 12);
        Assert.InRange(left.Max(), 28, 30);
    }

    [Fact]
    public void A_longest_stay_below_the_shortest_counts_for_nothing()
    {
        var options = Even with
        {
            ShortestSeconds = 20,
            LongestSeconds = 5,
            Imitate = new() { Weight = Hardly },
        };
        var chooser = Begun(options, 1);
        Assert.Equal(Mode.Imitate, Choose(chooser, 19.9));
        Assert.NotEqual(Mode.Imitate, Choose(chooser, 20));
    }

    [Fact]
    public void Never_are_two_calls_passed_in_a_row_nor_the_first_nor_one_that_must_be_answered() =>
        Gen.Select(Gen.ULong, Gen.Bool.Array[80]).Sample((seed, must) =>
        {
            // It would pass nearly all of them.
            var chooser = Chooser(Mostly(silence: 1), seed);
            List<Mode> modes = [Choose(chooser, 0)];
            foreach (var (i, sounds) in must.Index())
            {
                modes.Add(Choose(chooser, 1 + i, mustSound: sounds));
                Assert.False(sounds && modes[^1] == Mode.Silence);
            }

            Assert.NotEqual(Mode.Silence, modes[0]);
            Assert.DoesNotContain(
                modes.Zip(modes.Skip(1)), pair => pair == (Mode.Silence, Mode.Silence));
            Assert.Contains(Mode.Silence, modes);
        });

    [Fact]
    public void A_call_is_passed_as_readily_as_the_weight_of_silence_says() => AssertShare(
        0.5 / 6.5, Many(seed => Choose(Begun(Even with { SilenceWeight = 0.5 }, seed), 1)),
        [Mode.Silence]);

    [Fact]
    public void Silence_is_no_mode_that_is_kept()
    {
        var chooser = Begun(Mostly(silence: 1) with { LongestSeconds = 60 }, 1);
        Assert.Equal(Mode.Silence, Choose(chooser, 1));
        Assert.Equal(Mode.Imitate, chooser.Current);
    }

    [Fact]
    public void A_mode_that_is_fixed_is_played_whatever_the_player_does_and_kept_when_set_free()
    {
        var settings = Settings(Mostly(silence: 1) with { ShortestSeconds = 30 });
        var chooser = new ModeChooser(settings, new SplitMix64(1));
        settings.Take(new ControlGiven(new FixMode(Mode.Couple), default));
        Assert.Equal(Mode.Couple, chooser.Current);
        Assert.All(
            Enumerable.Range(0, 50), i => Assert.Equal(Mode.Couple, Choose(chooser, i)));
        settings.Take(new ControlGiven(new FreeMode(), default));
        Assert.Equal(Mode.Couple, chooser.Current);
        Assert.Equal(Mode.Couple, Choose(chooser, 60, mustSound: true));
    }

    [Fact]
    public void What_is_approved_of_stays_for_another_time()
    {
        var options = Even with
        {
            ShortestSeconds = 20,
            LongestSeconds = 20,
            Imitate = new() { Weight = Hardly },
        };
        var chooser = Begun(options, 1);
        chooser.Approve(SampleTime.FromSeconds(15));
        Assert.Equal(Mode.Imitate, Choose(chooser, 34.9));
        Assert.NotEqual(Mode.Imitate, Choose(chooser, 35));
    }

    [Fact]
    public void A_change_is_to_another_mode_and_by_the_weights()
    {
        var changed = Many(seed =>
        {
            var chooser = Begun(Even with { Lead = new() { Weight = 0 } }, seed);
            chooser.Change(SampleTime.FromSeconds(1));
            return chooser.Current;
        });
        Assert.Equal(
            [Mode.Shadow, Mode.Mirror, Mode.Couple, Mode.Contrast], changed.Distinct().Order());
        AssertShare(0.25, changed, [Mode.Couple]);
    }

    [Fact]
    public void A_change_is_kept_like_any_mode()
    {
        var chooser = Begun(Even with { ShortestSeconds = 20, LongestSeconds = 20 }, 5);
        chooser.Change(SampleTime.FromSeconds(10));
        var changed = chooser.Current;
        Assert.Equal(changed, Choose(chooser, 29.9));
    }

    [Fact]
    public void Going_back_takes_one_step_at_a_time_and_stays_there_again()
    {
        var chooser = Begun(Even with { ShortestSeconds = 20, LongestSeconds = 20 }, 3);
        List<Mode> modes = [chooser.Current];
        for (var i = 0; i < 12; i++)
        {
            chooser.Change(SampleTime.FromSeconds(i));
            modes.Add(chooser.Current);
        }

        // Eight are remembered; behind them nothing changes any more.
        for (var back = 1; back <= 10; back++)
        {
            chooser.GoBack(SampleTime.FromSeconds(100));
            Assert.Equal(modes[12 - Math.Min(8, back)], chooser.Current);
        }

        Assert.Equal(modes[4], Choose(chooser, 119.9));
    }

    [Fact]
    public void There_is_nothing_to_go_back_to_at_first()
    {
        var chooser = Chooser(Even, 1);
        chooser.GoBack(SampleTime.Zero);
        Assert.Equal(Mode.Imitate, chooser.Current);
        Assert.Equal(Mode.Imitate, Choose(chooser, 0));
    }

    private static ModesOptions Mostly(double silence) => Tunes.Only(imitate: 0.001) with
    {
        SilenceWeight = silence,
    };

    private static LiveOptions Settings(ModesOptions modes) =>
        new(new ControlState(new() { Modes = modes }));

    private static ModeChooser Chooser(ModesOptions modes, ulong seed) =>
        new(Settings(modes), new SplitMix64(seed));

    /// <summary>One that has imitated first, and keeps nothing for long.</summary>
    private static ModeChooser Begun(ModesOptions modes, ulong seed)
    {
        var chooser = Chooser(modes, seed);
        Assert.Equal(Mode.Imitate, Choose(chooser, 0));
        return chooser;
    }

    private static Mode Choose(
        ModeChooser chooser, double seconds, bool mustSound = false, bool playsOn = false,
        double changes = Calm) =>
        chooser.Choose(SampleTime.FromSeconds(seconds), mustSound, playsOn, changes);

    private static List<Mode> Many(Func<ulong, Mode> choose) =>
        [.. Enumerable.Range(0, 4000).Select(seed => choose((ulong)seed))];

    private static void AssertShare(double share, List<Mode> modes, Mode[] of) =>
        Assert.InRange(
            modes.Count(of.Contains) / (double)modes.Count - share, -0.03, 0.03);
}
