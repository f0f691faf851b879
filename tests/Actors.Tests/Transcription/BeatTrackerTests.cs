using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>From what is struck to the beat.</summary>
public sealed class BeatTrackerTests
{
    private const double Start = 1;

    // Root of the chord of each bar, over A.
    private static readonly int[] Roots = [0, 5, 7, 3];

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.6)]
    [InlineData(0.75)]
    public void Beats_are_heard_where_chords_fall(double period)
    {
        var beat = Heard(Chords(16, period), Start + 15.3 * period);
        Assert.InRange(beat.Seconds / period, 0.98, 1.02);
        Assert.InRange(beat.At.Seconds - (Start + 15 * period), -0.02, 0.02);
        Assert.InRange(beat.Sureness, 0.5, 1);
    }

    [Theory]
    [InlineData(0.45)]
    [InlineData(0.65)]
    [InlineData(0.85)]
    public void Broken_chords_in_halves_of_a_beat_are_not_doubled(double period) =>
        Assert.InRange(
            Heard(BrokenChords(24, period), Start + 23.8 * period).Seconds / period, 0.98, 1.02);

    [Fact]
    public void A_slow_line_is_not_halved()
    {
        const double Period = 0.7;
        int[] line = [69, 71, 72, 74, 76, 74, 72, 71, 69, 67, 69, 71, 72, 71, 69, 67];
        double[] steps = [1, 1, 0.5, 0.5, 1, 1, 0.5, 0.5, 2, 1];
        List<Attack> attacks = [];
        var at = 0.0;
        for (var i = 0; i < 30; i++)
        {
            var velocity = at % 4 == 0 ? 96 : at % 1 == 0 ? 86 : 74;
            attacks.Add(Key(Start + at * Period, line[i % line.Length], velocity));
            at += steps[i % steps.Length];
        }

        var beat = Heard(attacks, Start + at * Period);
        Assert.InRange(beat.Seconds / Period, 0.98, 1.02);
    }

    [Fact]
    public void Before_there_is_a_beat_there_is_none()
    {
        var tracker = new BeatTracker();
        Assert.Null(tracker.Advance(SampleTime.FromSeconds(2)));
        tracker.Hear(Key(2, 60));
        Assert.Null(tracker.Advance(SampleTime.FromSeconds(3)));
    }

    [Fact]
    public void What_has_no_pulse_is_no_sure_beat()
    {
        var random = new Random(3);
        var tracker = new BeatTracker();
        var (at, sum) = (Start, 0.0);
        for (var i = 0; i < 120; i++)
        {
            at -= Math.Log(1 - random.NextDouble()) / 3;
            tracker.Hear(Key(at, random.Next(48, 84), random.Next(60, 100)));
            sum += tracker.Advance(SampleTime.FromSeconds(at + 0.1))?.Sureness ?? 0;
        }

        Assert.InRange(sum / 120, 0, 0.35);
    }

    [Fact]
    public void Through_a_pause_it_keeps_time_and_is_less_and_less_sure()
    {
        const double Period = 0.55;
        var tracker = new BeatTracker();
        HearAll(tracker, Chords(24, Period));
        double? before = null;
        for (var beats = 24; beats <= 36; beats += 4)
        {
            var now = SampleTime.FromSeconds(Start + (beats + 0.5) * Period);
            var beat = Assert.NotNull(tracker.Advance(now));
            Assert.InRange(beat.At.Seconds - (Start + beats * Period), -0.03, 0.03);
            Assert.True(before is not { } surer || beat.Sureness <= surer);
            before = beat.Sureness;
        }

        Assert.InRange(Assert.NotNull(before), 0.3, 0.95);
        Assert.Null(tracker.Advance(SampleTime.FromSeconds(Start + 300)));
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(1.1)]
    public void Another_tempo_is_followed_within_four_beats(double step)
    {
        const double Period = 0.5;
        List<Attack> attacks = [.. Chords(24, Period)];
        attacks.AddRange(Chords(5, Period * step, Start + 24 * Period));
        var after = Start + 24 * Period + 4 * Period * step + 0.05;
        Assert.InRange(Heard(attacks, after).Seconds / (Period * step), 0.96, 1.04);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void The_bar_is_heard_where_the_bass_begins_it(int bar)
    {
        const double Period = 0.5;
        List<Attack> attacks = [];
        for (var beat = 0; beat < 32; beat++)
        {
            var root = Roots[beat / bar % Roots.Length];
            int[] keys = beat % bar == 0
                ? [45 + root - 12, 69 + root] : [57 + root, 60 + root, 64 + root];
            attacks.AddRange(keys.Select(
                key => Key(Start + beat * Period, key, beat % bar == 0 ? 90 : 70)));
        }

        var heard = Heard(attacks, Start + 31.2 * Period);
        Assert.Equal((bar, 31 % bar), (heard.BarBeats, heard.BarBeat));
    }

    [Fact]
    public void Swung_beats_are_divided_in_three_and_even_ones_in_two()
    {
        static IEnumerable<Attack> Swung(double place) => Enumerable.Range(0, 24)
            .SelectMany(beat => new[]
            {
                Key(Start + beat * 0.5, 45 + Roots[beat / 4 % 4]),
                Key(Start + (beat + place) * 0.5, 69 + beat % 3, 70),
            });

        Assert.Equal(BeatDivision.Triple, Heard(Swung(2 / 3.0), Start + 11.9).Division);
        Assert.Equal(BeatDivision.Straight, Heard(Swung(1 / 2.0), Start + 11.9).Division);
    }

    [Fact]
    public void The_answer_does_not_depend_on_how_often_one_asks()
    {
        var attacks = BrokenChords(24, 0.52).Select((attack, i) => attack with
        {
            KnownAt = attack.Onset.PlusSeconds(0.12 + 0.01 * (i % 3)),
        }).OrderBy(attack => attack.KnownAt).ToList();
        var (often, seldom) = (new BeatTracker(), new BeatTracker());
        var next = 0;
        for (var tick = 0; tick < 1_500; tick++)
        {
            var now = SampleTime.FromSeconds(0.01 * tick);
            for (; next < attacks.Count && attacks[next].KnownAt <= now; next++)
            {
                often.Hear(attacks[next]);
                seldom.Hear(attacks[next]);
            }

            var beat = often.Advance(now);
            if (tick % 100 == 0)
            {
                Assert.Equal(beat, seldom.Advance(now));
            }
        }

        Assert.Equal(attacks.Count, next);
    }

    [Fact]
    public void Attacks_are_known_in_any_order()
    {
        const double Period = 0.5;
        var random = new Random(5);
        var attacks = Chords(32, Period).Select(attack => attack with
        {
            KnownAt = attack.Onset.PlusSeconds(0.1 + 0.3 * random.NextDouble()),
        }).OrderBy(attack => attack.KnownAt);
        var beat = Heard(attacks, Start + 32 * Period);
        Assert.InRange(beat.Seconds / Period, 0.98, 1.02);
        var off = beat.BeatsTo(SampleTime.FromSeconds(Start));
        Assert.InRange((off - Math.Round(off)) * Period, -0.03, 0.03);
    }

    [Fact]
    public void A_reset_forgets_all()
    {
        var (tracker, other) = (new BeatTracker(), new BeatTracker());
        HearAll(tracker, Chords(20, 0.7));
        tracker.Reset();
        Assert.Null(tracker.Advance(SampleTime.FromSeconds(20)));
        HearAll(tracker, BrokenChords(20, 0.5, 21));
        HearAll(other, BrokenChords(20, 0.5, 21));
        var now = SampleTime.FromSeconds(31);
        Assert.Equal(Assert.NotNull(other.Advance(now)), tracker.Advance(now));
    }

    [Fact]
    public void In_steady_state_nothing_is_allocated()
    {
        var attacks = BrokenChords(96, 0.5).ToArray();
        var tracker = new BeatTracker();
        long before = 0;
        for (var i = 0; i < attacks.Length; i++)
        {
            before = i == attacks.Length / 2 ? GC.GetAllocatedBytesForCurrentThread() : before;
            tracker.Hear(attacks[i]);
            tracker.Advance(attacks[i].KnownAt);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_key_of_a_keyboard_is_known_at_once_and_beyond_doubt()
    {
        var time = SampleTime.FromSeconds(2);
        var (soft, loud) = (
            Attack.Of(new KeyPressed(time, 60, 40)), Attack.Of(new KeyPressed(time, 60, 80)));
        Assert.Equal((time, time, 1.0), (soft.Onset, soft.KnownAt, soft.Sureness));
        Assert.Equal(12, loud.LoudnessDb - soft.LoudnessDb, 0.1);
    }

    private static IEnumerable<Attack> Chords(
        int beats, double period, double start = Start) =>
        from beat in Enumerable.Range(0, beats)
        from key in new[] { 45, 60, 64, 67 }
        select Key(start + beat * period, key + Roots[beat / 4 % 4], beat % 4 == 0 ? 90 : 76);

    // Bass, then up and down the chord in halves of a beat, a melody note on each second beat.
    private static IEnumerable<Attack> BrokenChords(
        int beats, double period, double start = Start)
    {
        int[] shape = [45, 60, 64, 67, 72, 67, 64, 60];
        for (var half = 0; half < 2 * beats; half++)
        {
            var root = Roots[half / 8 % 4];
            var at = start + half * period / 2;
            yield return Key(at, shape[half % 8] + root, half % 8 == 0 ? 86 : 70);
            if (half % 4 == 0)
            {
                yield return Key(at, 79 + root % 5, 92);
            }
        }
    }

    private static Beat Heard(IEnumerable<Attack> attacks, double seconds)
    {
        var tracker = new BeatTracker();
        HearAll(tracker, attacks);
        return Assert.NotNull(tracker.Advance(SampleTime.FromSeconds(seconds)));
    }

    private static void HearAll(BeatTracker tracker, IEnumerable<Attack> attacks)
    {
        foreach (var attack in attacks)
        {
            tracker.Hear(attack);
        }
    }

    private static Attack Key(double seconds, int key, int velocity = 80) =>
        Attack.Of(new KeyPressed(SampleTime.FromSeconds(seconds), key, velocity));
}
