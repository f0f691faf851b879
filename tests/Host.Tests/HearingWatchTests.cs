using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Demo;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Observers;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// The watch over the words beside a running rig, with the shipped model and vocabulary: averaging
/// makes it say that it hears wrongly, and nothing that is heard rightly does.
/// </summary>
public sealed class HearingWatchTests : IDisposable
{
    private const int FaultFromSegment = 45;

    // Alarms at every segment, so that the probe is heard beside the music again and again.
    private static readonly HealthOptions Nervous = new()
    {
        WindowSeconds = 2,
        MostHarmonicDivergenceBits = 0,
        MostPercussiveDivergenceBits = 0,
        RecheckSeconds = 1,
    };

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Averaging_that_begins_while_it_plays_is_told_within_ten_seconds()
    {
        var segments = 0;
        var heard = await Play(
            Piece(times: 3),
            new HealthOptions(),
            new MeddledEncoder(after: (features, dimensions) =>
            {
                if (Interlocked.Increment(ref segments) > FaultFromSegment)
                {
                    MeddledEncoder.Average(features, dimensions);
                }
            }));

        var notice = Assert.Single(
            heard.Notices, notice => notice.Finding == HealthFinding.HearsWrongly);
        Assert.Contains("I hear wrongly", notice.Text, StringComparison.Ordinal);
        Assert.Contains("restart the rig", notice.Text, StringComparison.Ordinal);
        var fault = new SegmentId(FaultFromSegment).Start;
        Assert.InRange(notice.Time.SecondsSince(fault), 0.35, 10);
    }

    [Fact]
    public async Task Music_of_the_training_is_never_told_to_be_heard_wrongly() =>
        AssertOtherMusicOnly(await Play(Piece(times: 1), Nervous));

    [Fact]
    public async Task A_piece_never_met_is_never_told_to_be_heard_wrongly() =>
        AssertOtherMusicOnly(await Play(AudioInputs.Open(AudioInputs.Demo), Nervous));

    [Fact]
    public async Task A_probe_beside_the_music_changes_no_word()
    {
        var watched = await Play(Piece(times: 1), Nervous);
        var alone = await Play(Piece(times: 1), new HealthOptions { RecheckSeconds = 86_400 });

        Assert.NotEmpty(watched.Notices);
        Assert.Equal(alone.Words, watched.Words);
    }

    [Fact]
    public async Task A_probe_that_is_not_heard_through_proves_nothing()
    {
        var failing = new MeddledEncoder(
            after: (_, _) => throw new EncoderException("the model failed"));
        var heard = await Play(Piece(times: 1), Nervous, probed: failing);

        Assert.NotEmpty(heard.Notices);
        Assert.All(heard.Notices, notice =>
        {
            Assert.Equal(HealthFinding.Unproven, notice.Finding);
            Assert.Contains("the model failed", notice.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Who_is_told_to_stop_waits_for_no_probe()
    {
        var heard = await Play(
            Piece(times: 1), Nervous, probe: new TaskCompletionSource<ProbeVerdict>().Task,
            patience: Timeout.InfiniteTimeSpan, stop: new CancellationToken(canceled: true));

        var notice = Assert.Single(heard.Notices);
        Assert.Equal(HealthFinding.Unproven, notice.Finding);
    }

    [Fact]
    public async Task What_is_found_is_in_the_decisions_the_summary_and_the_report()
    {
        var run = await CommandRun.Here(
            "play", "--input", "demo:", "--duration", "14", "--freewheel",
            "--session", _files.Path("s"),
            "--set", "health.windowSeconds=2", "--set", "health.mostHarmonicDivergenceBits=0");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("other music than I learned", run.Output, StringComparison.Ordinal);
        foreach (var (file, text) in new[]
        {
            ("decisions.jsonl", "\"health\":\"otherMusic\""),
            ("summary.json", "\"otherMusic\": 1,"),
            ("report.html", "\"finding\":\"otherMusic\""),
        })
        {
            Assert.Contains(
                text, File.ReadAllText(_files.Path($"s/{file}")), StringComparison.Ordinal);
        }
    }

    private static void AssertOtherMusicOnly(Heard heard)
    {
        Assert.NotEmpty(heard.Notices);
        Assert.All(
            heard.Notices, notice => Assert.Equal(HealthFinding.OtherMusic, notice.Finding));
    }

    // A piece of the corpus that the shipped vocabulary was learned from, with much percussion.
    private static MemoryAudioInput Piece(int times)
    {
        var piece = GeneratedPieces.Pieces[36].Render();
        return new MemoryAudioInput(
            "piece",
            Enumerable.Repeat(piece, times).SelectMany(sound => sound).ToArray(),
            GeneratedPiece.SampleRateHz);
    }

    private static async Task<Heard> Play(
        IAudioInput input,
        HealthOptions options,
        MeddledEncoder? meddled = null,
        MeddledEncoder? probed = null,
        Task<ProbeVerdict>? probe = null,
        TimeSpan? patience = null,
        CancellationToken stop = default)
    {
        using var hearing = HearingSetup.Open(new RigOptions());
        var vocabulary = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract);
        using var turns = new EncoderTurns(
            meddled?.Around(hearing.Ears.Encoder) ?? hearing.Ears.Encoder);
        await using var rig = new RigSystem(TimeProvider.System);
        var aside = hearing.Ears with { Encoder = probed?.Around(turns.Second) ?? turns.Second };
        var heard = new Heard();
        var watch = new HearingWatch(
            new TokenHealthWatch(vocabulary, options),
            () => probe ?? ProbeRun.Check(rig, aside, vocabulary),
            heard.Notices.Add);
        await rig.Run(new RigPlan
        {
            Ears = hearing.Ears with { Encoder = turns.First },
            Input = input,
            Quantizer = vocabulary.CreateQuantizer,
            Observer = new ObserverGroup(heard, watch),
        });
        await watch.Finish(patience ?? TimeSpan.FromMinutes(1), stop);
        return heard;
    }

    private sealed class Heard : IRigObserver
    {
        public List<HealthNotice> Notices { get; } = [];

        public List<(Token Harmonic, Token Percussive)> Words { get; } = [];

        public void Tokenized(Slot slot)
        {
            if (slot is FrameToken token)
            {
                Words.Add((token.Harmonic, token.Percussive));
            }
        }
    }
}
