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
            .Hit(DrumClass.Hat, 100);
        var hits = RecordedTranscript.Of(ear, Bursts(75, 100)).Hits;
        Assert.Equal(
            [DrumClass.Kick, DrumClass.Snare, DrumClass.Hat], hits.Select(hit => hit.Drum));
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
