using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Flow;
using Antiphon.Tests.Encoder;
using Antiphon.Tests.Transcription;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>The ear on the short way of a rig that plays.</summary>
public sealed class TranscriberStageTests
{
    private const double Seconds = 3;
    private const int SegmentOfFailure = 4;

    private static readonly CheckedModel Model =
        ModelManifest.Load(SpectralEncoderFixture.ModelFolder).Check(EarModel.Name);

    [Fact]
    public async Task Every_block_is_answered_once_and_the_last_ends_every_note()
    {
        var played = await FreewheelRig.Play(ToySound.Input(Seconds));

        Assert.Equal(301, played.Music.Count);
        Assert.Equal(
            Enumerable.Range(0, 300).Select(block => 240L * 2 * block),
            played.Music[..300].Select(heard => heard.Start.HalfSamples));
        Assert.NotNull(played.Music[300].Ended);
        var (begun, ended) = (Begun(played).ToList(), Ended(played).ToList());
        Assert.True(begun.Count > 3);
        Assert.Equal(begun.Order(), ended.Order());
        Assert.Equal(
            ended.Order(),
            played.Answers.OfType<AgentDecided>().SelectMany(decided => decided.NotesHeard)
                .Select(note => (note.Onset, note.Key)).Order());
        var meter = played.Outcome!.Meters.Single(one => one.Stage == StageName.Transcriber);
        Assert.Equal((300L, 0L), (meter.Slots, meter.Gaps));
    }

    [Theory]
    [InlineData(53)]
    [InlineData(30_000)]
    public async Task Any_block_size_gives_the_same_music(int blockFrames)
    {
        using var ear = OnnxEar.Open(Model, 4);
        var expected = await Play(ear, 0, 2048);
        var actual = await Play(ear, 0, blockFrames);

        Assert.True(Begun(expected).Count() > 5);
        Assert.Equal(Known(expected), Known(actual));
    }

    [Fact]
    public async Task Freewheel_and_live_give_the_same_music()
    {
        using var ear = OnnxEar.Open(Model, 4);
        var freewheel = await Play(ear, 0, 2048);
        await using var live = new LiveRig(input: Plucked(0), ear: ear);
        await live.PlayToTheEnd();

        Assert.Empty(live.Gaps);
        Assert.Equal(
            Known(freewheel), live.Music.Select(heard => WithoutTimestamp(heard.Music)));
        Assert.Equal(
            freewheel.Answers.OfType<AgentDecided>().SelectMany(decided => decided.NotesHeard),
            live.Answers.SelectMany(decided => decided.NotesHeard));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(233)]
    public async Task Where_the_grid_lies_changes_no_note(int samples)
    {
        using var ear = OnnxEar.Open(Model, 4);
        var onGrid = await Play(ear, 0, 2048);
        var beside = await Play(ear, samples, 2048);

        Assert.Equal(
            Begun(onGrid).Select(note => note.Key).Order(),
            Begun(beside).Select(note => note.Key).Order());
    }

    [Fact]
    public async Task A_failure_costs_what_was_heard_and_no_reflex()
    {
        var fault = new OneFault(typeof(ReflexHeard), SegmentOfFailure, Boom);
        await using var rig = new LiveRig(fault.Before, Seconds);
        await rig.PlayToTheEnd();

        Assert.True(fault.Happened);
        AssertEveryReflexIsHeard(rig);
        var lost = Assert.Single(rig.Music, heard => heard.Music.IsLost);
        var held = Heard(rig).Where(note => note.Key == ToyEar.LongKey).ToList();
        Assert.Equal(2, held.Count);
        Assert.InRange(
            lost.Start.SecondsSince(held[0].Onset + held[0].Length), 0, 1.0 / SampleRate.Hz);
        Assert.InRange(held[1].Onset.SecondsSince(lost.Start), 0, 0.1);
    }

    [Fact]
    public async Task A_hang_keeps_a_reflex_waiting_once_and_a_quarter_of_a_second()
    {
        using var release = new ManualResetEventSlim();
        var fault = new OneFault(typeof(ReflexHeard), 2, release.Wait);
        await using var rig = new LiveRig(fault.Before, Seconds);
        await rig.PlayUntil(
            () => rig.GapsIn(StageName.Transcriber) > 60,
            () => fault.Happened ? StageName.Transcriber : null);
        release.Set();
        await rig.PlayToTheEnd();

        AssertEveryReflexIsHeard(rig);
        var lost = rig.Music.Where(heard => heard.Music.IsLost).ToList();
        Assert.InRange(lost.Count, 61, 63);
        Assert.Single(rig.Gaps, gap => gap.Reason.EndsWith("did not answer in time", Ordinal));
        Assert.Contains(
            Heard(rig), note => note.Key == ToyEar.LongKey && note.Onset > lost[^1].Start);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static void Boom() => throw new InvalidOperationException("boom");

    private static void AssertEveryReflexIsHeard(LiveRig rig)
    {
        var reflexes = rig.Answers.SelectMany(decided => decided.Heard)
            .Select(heard => heard.What).OfType<MindInput.Reflex>()
            .Select(reflex => (int)(reflex.Heard.Start.HalfSamples / 480));
        Assert.Equal(Enumerable.Range(0, (int)(100 * Seconds)), reflexes);
    }

    private static IEnumerable<MusicNote> Heard(LiveRig rig) =>
        rig.Answers.SelectMany(decided => decided.NotesHeard);

    private static async Task<FreewheelRig> Play(IEar ear, int silence, int blockFrames)
    {
        return await new FreewheelRig { Ear = ear }.Play(
            Plucked(silence), TimeProvider.System, _ => { }, blockFrames);
    }

    private static MemoryAudioInput Plucked(int silence)
    {
        float[] samples = [.. new float[silence], .. PluckedSound.Of(PluckedSound.Music)];
        return new MemoryAudioInput("plucked", samples, SampleRate.Hz, channels: 1);
    }

    private static IEnumerable<(SampleTime Onset, int Key)> Begun(FreewheelRig rig) =>
        rig.Music.SelectMany(heard => heard.Music.Began).Select(note => (note.Onset, note.Key));

    private static IEnumerable<(SampleTime Onset, int Key)> Ended(FreewheelRig rig) =>
        rig.Music.SelectMany(heard => heard.Music.Ended).Select(note => (note.Onset, note.Key));

    private static IEnumerable<MusicHeard> Known(FreewheelRig rig) =>
        rig.Music.Select(heard => WithoutTimestamp(heard.Music));

    private static MusicHeard WithoutTimestamp(MusicHeard music) =>
        music with { Place = music.Place with { CapturedTimestamp = 0 } };
}
