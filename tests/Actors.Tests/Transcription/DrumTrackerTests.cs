using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>From logits to hits.</summary>
public sealed class DrumTrackerTests
{
    [Fact]
    public void A_hit_is_told_with_its_class_time_and_strength()
    {
        var ear = new ScriptedEar(4).Hit(DrumClass.Snare, 75).Hit(DrumClass.Kick, 75)
            .Hit(DrumClass.Tom, 100);
        var hits = RecordedTranscript.Of(ear, Bursts(75, 100)).Hits;
        Assert.Equal(
            [DrumClass.Kick, DrumClass.Snare, DrumClass.Tom], hits.Select(hit => hit.Drum));
        Assert.All(hits, hit => Assert.InRange(hit.Strength, 0.5, 0.9));
        Assert.InRange(RecordedTranscript.FrameOf(hits[0].Time), 74.4, 75.6);
        Assert.All(hits, hit =>
            Assert.InRange(hit.KnownAt.SecondsSince(hit.Time), 0.05, 0.15));
    }

    [Fact]
    public void A_louder_hit_is_stronger()
    {
        var sound = Bursts(75, 100);
        for (var i = 90 * FrameGrid.HopSamples; i < sound.Length; i++)
        {
            sound[i] *= 0.2f;
        }

        var ear = new ScriptedEar(4).Hit(DrumClass.Snare, 75).Hit(DrumClass.Snare, 100);
        var hits = RecordedTranscript.Of(ear, sound).Hits;
        Assert.InRange(hits[0].LoudnessDb - hits[1].LoudnessDb, 12, 16);
        Assert.True(hits[0].Strength > hits[1].Strength);
    }

    [Fact]
    public void One_hit_is_not_told_twice()
    {
        var ear = new ScriptedEar(4)
            .Hit(DrumClass.Snare, 75, 4).Hit(DrumClass.Snare, 77, 3);
        Assert.Single(RecordedTranscript.Of(ear, Bursts(75)).Hits);
    }

    [Fact]
    public void In_what_is_steady_there_is_no_hit()
    {
        var steady = new float[4 * SampleRate.Hz];
        Array.Fill(steady, 0.1f);
        var ear = new ScriptedEar(4).Hit(DrumClass.Hat, 150).Hit(DrumClass.Kick, 200);
        Assert.Empty(RecordedTranscript.Of(ear, steady).Hits);
    }

    [Theory]
    [InlineData(DrumClass.Hat)]
    [InlineData(DrumClass.Cymbal)]
    public void What_falls_on_and_on_is_a_hat_and_what_rings_is_a_cymbal(DrumClass taken)
    {
        var ear = new ScriptedEar(4);
        foreach (var frame in (int[])[75, 112, 150, 187])
        {
            ear.Hit(taken, frame);
        }

        var closed = RecordedTranscript.Of(ear, Struck(age => Math.Exp(-age / 0.02))).Hits;
        var ringing = RecordedTranscript.Of(
            ear, Struck(age => 0.65 * Math.Exp(-age / 0.015) + 0.35 * Math.Exp(-age / 0.5))).Hits;
        Assert.Equal(Enumerable.Repeat(DrumClass.Hat, 4), closed.Select(hit => hit.Drum));
        Assert.Equal(Enumerable.Repeat(DrumClass.Cymbal, 4), ringing.Select(hit => hit.Drum));
        Assert.All(ringing, hit =>
            Assert.InRange(hit.KnownAt.SecondsSince(hit.Time), 0.11, 0.2));
        Assert.InRange(RecordedTranscript.FrameOf(ringing[1].Time), 111.4, 112.6);
    }

    [Fact]
    public void A_hat_whose_ring_the_end_cuts_off_is_told_all_the_same()
    {
        var ear = new ScriptedEar(4).Hit(DrumClass.Hat, 146);
        var sound = Struck(age => Math.Exp(-age / 0.02), 146)[..(150 * FrameGrid.HopSamples)];
        Assert.Equal(DrumClass.Hat, Assert.Single(RecordedTranscript.Of(ear, sound).Hits).Drum);
    }

    // Noise that is struck and dies away.
    private static float[] Struck(Func<double, double> decay, params int[] frames)
    {
        var noise = new Random(7);
        var sound = new float[3 * SampleRate.Hz];
        foreach (var frame in frames is [] ? [75, 112, 150, 187] : frames)
        {
            for (var at = frame * FrameGrid.HopSamples; at < sound.Length; at++)
            {
                var age = at / (double)SampleRate.Hz
                    - frame * FrameGrid.HopSamples / (double)SampleRate.Hz;
                sound[at] += (float)(0.3 * (2 * noise.NextDouble() - 1) * decay(age));
            }
        }

        return sound;
    }

    // Silence with bursts of 50 ms.
    private static float[] Bursts(params int[] frames)
    {
        var sound = new float[2 * SampleRate.Hz];
        foreach (var frame in frames)
        {
            sound.AsSpan(frame * FrameGrid.HopSamples, 1200).Fill(0.3f);
        }

        return sound;
    }
}
