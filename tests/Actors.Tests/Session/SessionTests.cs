using System.Text.Json;
using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Session;
using Antiphon.Session.Io;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Session;

public sealed class SessionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-session-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_token_line_is_exact()
    {
        var line = SessionLine.Of(Token(
            segment: 2, frame: 1, Antiphon.Quantizer.Token.Rest, new Token(7), f0Hz: null));
        Assert.Equal(
            """{"t":0.721645833333333,"segment":2,"frame":1,"harmonic":"rest","percussive":7,"""
            + "\"harmonicDistance\":0,\"percussiveDistance\":0.5,\"loudnessDb\":-12.5,"
            + "\"f0Hz\":null,"
            + "\"onset\":1.25,\"warming\":false}",
            line.Replace("0.7216458333333333", "0.721645833333333", StringComparison.Ordinal));
    }

    [Fact]
    public void A_decision_line_holds_its_own_notes_and_why()
    {
        var decision = new Decision(
            4, SampleTime.FromSeconds(3), Voice.Bass, CueKind.Answers, Mode.Imitate,
            "because");
        var taken = TakenDecision.Of(
            decision, [Note(1, 4), Note(2, 5)], new StageMs(5.25, 2, 0.5, 0.125, 0.75));
        using var line = JsonDocument.Parse(SessionLine.Of(taken));

        Assert.Equal("because", line.RootElement.GetProperty("why").GetString());
        Assert.Equal(1, line.RootElement.GetProperty("notes").GetArrayLength());
        Assert.Equal(
            """{"hpss":5.25,"encode":2,"quantize":0.5,"remember":0.125,"decide":0.75}""",
            line.RootElement.GetProperty("stageMs").GetRawText());
    }

    [Fact]
    public void A_record_counts_for_ever_and_keeps_ten_minutes()
    {
        using var record = new SessionRecord(64);
        const int Segments = 4_000;
        for (var segment = 0; segment < Segments; segment++)
        {
            for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
            {
                var token =
                    Token(
                        segment, frame, new Token((byte)(segment % 64)),
                        Antiphon.Quantizer.Token.Rest, 220);
                record.Read(token);
                record.Remembered(token);
            }
        }

        Assert.Equal(Segments, record.Segments);
        Assert.Equal(Segments * 26L, record.Harmonic.Count);
        Assert.Equal(Segments * 26L, record.Percussive.Rests);
        Assert.InRange(record.Details().Tokens.Count, 600 * 74, 601 * 75);
    }

    [Fact]
    public void Withdrawn_and_unsounded_notes_are_not_in_the_record()
    {
        using var record = new SessionRecord(64);
        var place = new Place(default, SampleTime.Zero, default, 0);
        record.Decided(
            new AgentDecided(place, SampleTime.Zero, [Note(1, 0), Note(2, 0), Note(3, 0)], [], []));
        record.Decided(new AgentDecided(place, SampleTime.Zero, [], [new NoteId(2)], []));
        record.Sounded(
            new NoteSounded(new NoteId(3), SampleTime.Zero, 900, Sounded: false));

        Assert.Equal([1L], record.Details().Notes.Select(note => note.Id.Value));
    }

    [Fact]
    public void A_log_rotates_by_sound_compresses_and_keeps_its_quota()
    {
        var path = Path.Combine(_folder.FullName, "log.jsonl");
        using (var log = new RotatingLog(
            path, new SessionOptions { RotateMinutes = 1, LogQuotaMegabytes = 1 }))
        {
            for (var minute = 0; minute < 5; minute++)
            {
                log.Write(Noise(minute), SampleTime.FromSeconds(60 * minute + 1));
            }
        }

        var parts = _folder.GetFiles("log.*.jsonl.gz").Select(file => file.Name).Order();
        Assert.Equal(["log.00003.jsonl.gz", "log.00004.jsonl.gz"], parts);
        Assert.True(_folder.GetFiles("*.gz").Sum(file => file.Length) <= 1_000_000);
        Assert.StartsWith(Noise(4)[..20], File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_written_by_several_threads_stay_whole()
    {
        const int Writers = 4;
        const int Lines = 40_000;
        var path = Path.Combine(_folder.FullName, "shared.jsonl");
        using (var log = new RotatingLog(path, new SessionOptions()))
        using (var start = new Barrier(Writers))
        {
            var threads = Enumerable.Range(0, Writers).Select(who => new Thread(() =>
            {
                var line = new string((char)('a' + who), 40);
                start.SignalAndWait();
                for (var i = 0; i < Lines; i++)
                {
                    log.Write(line, SampleTime.Zero);
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        }

        var written = File.ReadAllLines(path);
        Assert.Equal(Writers * Lines, written.Length);
        Assert.All(written, line => Assert.Single(line.Distinct()));
        Assert.All(written, line => Assert.Equal(40, line.Length));
    }

    // Digits that do not compress to less than about 450 kB.
    private static string Noise(int seed)
    {
        var random = new Random(seed);
        return string.Concat(
            Enumerable.Range(0, 600_000).Select(_ => (char)('0' + random.Next(10))));
    }

    private static NotePlanned Note(long id, long decision) => new(
        new NoteId(id), Voice.Melody, 60, 80, SampleTime.FromSeconds(1), SampleCount.FromSeconds(1),
        decision);

    internal static FrameToken Token(
        int segment, int frame, Token harmonic, Token percussive, float? f0Hz)
    {
        var id = new SegmentId(segment);
        var start = id.Start + new SampleCount(frame * FrameGrid.HopSamples);
        return new FrameToken(
            new Place(id, start, new SampleCount(FrameGrid.HopSamples), 0),
            frame, FrameGrid.FrameCentre(id.Start, frame), harmonic, percussive, 0, 0.5f,
            new FrameDescriptors
            {
                LoudnessDb = -12.5f,
                HarmonicLoudnessDb = -13,
                PercussiveLoudnessDb = -20,
                OnsetStrength = 1.25f,
                F0Hz = f0Hz,
                Voicing = 0.5f,
                Chroma = default,
                CentroidHz = 500,
                HarmonicOpen = !harmonic.IsRest,
                PercussiveOpen = !percussive.IsRest,
            },
            Warming: false);
    }
}
