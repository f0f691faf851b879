using Antiphon.Perception;
using Antiphon.Signal;
using Xunit;

namespace Antiphon.Tests.Perception;

public sealed class SoundCheckTests
{
    private const int RateHz = 48_000;

    [Fact]
    public void A_room_and_a_player_are_told_apart()
    {
        var found = Hear(Noise(-60, 10), Tone(440, -18, 30));

        Assert.Equal(40, found.Seconds, 3);
        Assert.InRange(found.QuietDb, -61, -59);
        Assert.InRange(found.LoudDb, -18.5, -17.5);
        Assert.InRange(found.PeakDb, -15.1, -14.9);
        Assert.InRange(found.GateDb!.Value, -53, -51);
        Assert.InRange(found.SilenceShare, 0.24, 0.26);
        Assert.True(found.IsGood);
        Assert.Contains(
            found.Verdict,
            line => line.Contains("--set gate.absoluteDb=-52", StringComparison.Ordinal));
    }

    [Fact]
    public void A_silent_room_wants_no_more_than_the_default_gate() =>
        Assert.Equal(-66, Hear(new float[RateHz * 5], Tone(440, -18, 20)).GateDb);

    [Fact]
    public void A_player_who_never_pauses_leaves_no_gate_to_suggest()
    {
        var found = Hear(Tone(440, -18, 20));
        Assert.Null(found.GateDb);
        Assert.Contains(
            found.Verdict, line => line.Contains("be silent", StringComparison.Ordinal));
    }

    [Fact]
    public void A_quiet_input_is_to_be_turned_up() =>
        Assert.Contains(
            Hear(Noise(-80, 10), Tone(440, -50, 20)).Verdict,
            line => line.Contains("up by about 30 dB", StringComparison.Ordinal));

    [Fact]
    public void Samples_at_full_scale_are_counted()
    {
        var loud = Tone(440, -10, 10);
        loud[100] = 1;
        loud[200] = -1;
        loud[300] = float.NaN;
        var found = Hear(Noise(-60, 10), loud);
        Assert.Equal(3, found.ClippedSamples);
        Assert.False(found.IsGood);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(60)]
    public void Hum_is_named_by_its_mains(int hz)
    {
        var room = Mix(Tone(hz, -50, 5), Tone(3 * hz, -56, 5), Noise(-65, 5));
        var found = Hear(room, Tone(440, -18, 20));
        Assert.Equal(hz, found.Hum!.BaseHz);
        Assert.InRange(found.Hum.LevelDb, -49.5, -48.5);
        Assert.Contains(
            found.Verdict, line => line.Contains($"hums at {hz} Hz", StringComparison.Ordinal));
    }

    [Fact]
    public void A_low_note_is_no_hum() =>
        Assert.Contains("no hum", Hear(Noise(-70, 5), Tone(55, -18, 20)).Verdict);

    [Fact]
    public void Blocks_and_channels_change_nothing()
    {
        var mono = Mix(Noise(-40, 3), Tone(330, -20, 3));
        var stereo = mono.SelectMany(sample => new[] { sample, sample }).ToArray();
        var check = new SoundCheck(RateHz, channels: 2);
        foreach (var block in stereo.Chunk(2 * 777))
        {
            check.Hear(block);
        }

        Assert.Equal(
            Hear(mono) with { ClippedSamples = 0, Channels = null },
            check.Find() with { Channels = null });
    }

    [Fact]
    public void Nothing_heard_is_silence()
    {
        var found = new SoundCheck(RateHz, channels: 1).Find();
        Assert.Equal(1, found.SilenceShare);
        Assert.Null(found.Hum);
        Assert.False(found.IsGood);
    }

    [Fact]
    public void Channels_that_take_each_other_away_are_named_with_the_setting_that_mends_it()
    {
        var tone = Tone(440, -18, 20);
        var line = VerdictOf(2, 0, (frame, channel) => channel == 0 ? tone[frame] : -tone[frame]);
        Assert.Contains("take each other away", line, StringComparison.Ordinal);
        Assert.Contains("--set capture.channel=1", line, StringComparison.Ordinal);
        Assert.DoesNotContain("turn the input up", line, StringComparison.Ordinal);
    }

    [Fact]
    public void One_live_channel_of_many_is_named()
    {
        var tone = Tone(440, -18, 20);
        var line = VerdictOf(32, 0, (frame, channel) => channel == 31 ? tone[frame] : 0);
        Assert.Contains("31 of 32 channels carry nothing", line, StringComparison.Ordinal);
        Assert.Contains("--set capture.channel=32", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_channel_that_was_chosen_is_named()
    {
        var tone = Tone(440, -18, 20);
        var line = VerdictOf(2, 2, (frame, channel) => channel == 0 ? tone[frame] : 0);
        Assert.Contains("channel 2 carries nothing", line, StringComparison.Ordinal);
        Assert.Contains("--set capture.channel=1", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(0, 0.4)]
    [InlineData(1, -1.0)]
    public void Channels_that_go_together_are_no_matter(int chosen, float second)
    {
        var tone = Tone(440, -18, 20);
        var line = VerdictOf(
            2, chosen, (frame, channel) => channel == 0 ? tone[frame] : second * tone[frame]);
        Assert.Contains("level is good", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Eight_players_who_have_nothing_to_do_with_each_other_are_no_matter()
    {
        var players = Enumerable.Range(0, 8).Select(i => Tone(200 + 37 * i, -18, 20)).ToArray();
        var line = VerdictOf(8, 0, (frame, channel) => players[channel][frame]);
        Assert.Contains("level is good", line, StringComparison.Ordinal);
    }

    private static string VerdictOf(int channels, int chosen, Func<int, int, float> sample)
    {
        const int frames = 20 * RateHz;
        var check = new SoundCheck(RateHz, channels, chosen);
        var interleaved = new float[frames * channels];
        for (var i = 0; i < interleaved.Length; i++)
        {
            interleaved[i] = sample(i / channels, i % channels);
        }

        check.Hear(interleaved);
        return check.Find().Verdict[0];
    }

    private static SoundFindings Hear(params float[][] stretches)
    {
        var check = new SoundCheck(RateHz, channels: 1);
        foreach (var stretch in stretches)
        {
            check.Hear(stretch);
        }

        return check.Find();
    }

    private static float[] Tone(double hz, double rmsDb, double seconds)
    {
        var amplitude = Math.Sqrt(2) * Decibels.ToAmplitude(rmsDb);
        return [.. Enumerable.Range(0, (int)(seconds * RateHz)).Select(
            i => (float)(amplitude * Math.Sin(2 * Math.PI * hz * i / RateHz)))];
    }

    private static float[] Noise(double rmsDb, double seconds)
    {
        var random = new SplitMix64(7);
        var amplitude = Math.Sqrt(3) * Decibels.ToAmplitude(rmsDb);
        return [.. Enumerable.Range(0, (int)(seconds * RateHz)).Select(
            _ => (float)(amplitude * (2 * random.NextDouble() - 1)))];
    }

    private static float[] Mix(params float[][] sounds) =>
        [.. Enumerable.Range(0, sounds[0].Length).Select(i => sounds.Sum(sound => sound[i]))];
}
