using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>
/// The whole rig: what goes in, what comes out, and that nothing else decides it.
/// </summary>
public sealed class RigTests
{
    private const double Seconds = 9;

    [Fact]
    public async Task One_segment_becomes_26_tokens_at_their_own_times()
    {
        var played = await FreewheelRig.Play(ToySound.Input(Seconds));

        Assert.Empty(played.Gaps);
        Assert.Equal(
            (int)(Seconds / 0.35), played.Tokens.Select(token => token.Segment).Distinct().Count());
        Assert.All(
            played.Tokens.GroupBy(token => token.Segment),
            segment => Assert.Equal(Enumerable.Range(0, 26), segment.Select(token => token.Frame)));
        Assert.Equal(399, played.Tokens[0].Time.HalfSamples);
        foreach (var (before, after) in played.Tokens.Zip(played.Tokens.Skip(1)))
        {
            var step = after.Time.HalfSamples - before.Time.HalfSamples;
            Assert.Equal(after.Frame == 0 ? 800 : 640, step);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(53)]
    [InlineData(8400)]
    [InlineData(30_000)]
    public async Task Any_block_size_gives_the_same_tokens_and_notes(int blockFrames)
    {
        // One frame at a time is slow to feed: a shorter sound will do there.
        var seconds = blockFrames == 1 ? 3 : Seconds;
        var expected = await FreewheelRig.Play(ToySound.Input(seconds));
        var actual = await FreewheelRig.Play(ToySound.Input(seconds), blockFrames);

        AssertSame(expected.Tokens, actual.Tokens);
        Assert.Equal(expected.Notes, actual.Notes);
    }

    [Fact]
    public async Task Freewheel_and_live_give_the_same_tokens_and_notes()
    {
        var freewheel = await FreewheelRig.Play(ToySound.Input(Seconds));
        await using var live = new LiveRig(seconds: Seconds);
        await live.PlayToTheEnd();

        Assert.Empty(live.Gaps);
        Assert.NotEmpty(freewheel.Notes);
        AssertSame(freewheel.Tokens, [.. live.Tokens]);
        Assert.Equal(freewheel.Notes, live.Notes);
    }

    [Fact]
    public async Task Every_note_ends_in_time_and_in_range()
    {
        var played = await FreewheelRig.Play(ToySound.Input(20));

        Assert.NotEmpty(played.Notes);
        Assert.All(played.Notes, note => Assert.InRange(note.Length.Seconds, 0.001, 8));
        Assert.All(played.Notes, note => Assert.InRange(note.Key, 0, 127));
        Assert.Equal(0, played.Midi!.Hanging);
    }

    [Fact]
    public async Task Silence_is_not_answered()
    {
        var silence = new Antiphon.Capture.Io.MemoryAudioInput(
            "silence", new float[20 * SampleRate.Hz], SampleRate.Hz, channels: 1);
        var played = await FreewheelRig.Play(silence);

        Assert.Empty(played.Notes);
        Assert.All(
            played.Tokens, token => Assert.True(token.Harmonic.IsRest && token.Percussive.IsRest));
    }

    [Fact]
    public async Task A_slow_stage_loses_whole_oldest_segments_at_the_mouth_and_the_reply_goes_on()
    {
        // The encoder is let go twice every three segments: it works at 1.5 times real time.
        using var turns = new SemaphoreSlim(0);
        var waits = false;
        void Slow(Slot slot)
        {
            if (slot is Antiphon.Hpss.SegmentSeparated)
            {
                Volatile.Write(ref waits, true);
                turns.Wait();
            }
        }

        await using var live = new LiveRig(Slow, seconds: 20);
        var steps = 0;
        await live.PlayUntil(
            () => live.Ended, () => Volatile.Read(ref waits) ? StageName.Encoder : null, () =>
        {
            steps++;
            if (steps % 53 == 0 && Volatile.Read(ref waits))
            {
                Volatile.Write(ref waits, false);
                turns.Release();
            }
        });

        live.AssertEverythingAnswered();
        Assert.InRange(live.DroppedSegments, 10, 30);
        Assert.Contains(
            live.Gaps, gap => gap.Reason.Contains("too slow", StringComparison.Ordinal));
        Assert.All(
            live.Gaps, gap => Assert.Equal(0, gap.Length.Samples % FrameGrid.SegmentSamples));
        Assert.NotEmpty(live.Notes);
    }

    private static void AssertSame(
        IReadOnlyList<FrameToken> expected, IReadOnlyList<FrameToken> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(
            expected.Select(token => (token.Ordinal, token.Harmonic, token.Percussive, token.Time)),
            actual.Select(token => (token.Ordinal, token.Harmonic, token.Percussive, token.Time)));
    }
}
