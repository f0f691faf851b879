using System.Text.Json;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Replay;
using Antiphon.Signal;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Replay;

/// <summary>What is written is read back, to the last bit.</summary>
public sealed class JournalLineTests
{
    private static readonly Place Stretch =
        new(new SegmentId(9), new SampleTime(151_201), new SampleCount(17), 0);

    public static TheoryData<JournalEntry> Entries =>
    [
        new MemoryBroke("it \"broke\""),
        new MindHeard(new KnownFrame(26_000), 5),
        new MindHeard(new ReflexHeard(ReflexPlace(77), -31.123456789012345, 0), 6),
        new MindHeard(new ReflexEnded(Stretch), 7),
        new MindHeard(new Gap(Stretch, "lost, by a test"), 8),
        new MindHeard(new InputEnded(Stretch), 9),
        new MindHeard(new NoteHeard(new SampleTime(3), new SampleCount(4), 60, 127), 10),
        new MindHeard(new NoteSounded(new NoteId(11), new SampleTime(5), 812.25, false), 12),
        new MindHeard(new MindBegan(3), 13),
        new CommandFollowed(Given(new TellTime(13.7))),
        new TransportMoved(new NoteQueued(new NoteId(14))),
        new TransportMoved(new NoteTakenBack(new NoteId(15), new SampleTime(16))),
        new TransportMoved(new TimeMoved(new SampleTime(17))),
        new TransportMoved(new AllSilenced(new SampleTime(18), true)),
        new TransportMoved(new AllSilenced(new SampleTime(19), false)),
        new TransportMoved(new ProgramQueued(new(Voice.Bass, 33, new SampleTime(20)))),
    ];

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_kind_of_entry_comes_back(JournalEntry entry) =>
        Assert.Equal(entry, Again(entry));

    [Fact]
    public void Every_command_that_there_is_comes_back()
    {
        ControlCommand[] commands =
        [
            new Mute(true), new Panic(), new Hold(false), new Pause(true), new Yield(),
            new FixMode(Mode.Mirror), new FreeMode(), new SetParameter("agent.level", 1.0 / 3),
            new ChooseLabel("süß"), new ChooseRecording(""), new ChangeProgram(Voice.Bass, 9),
            new BeginArc(12.5), new TellTime(23.999), new RecallPreset("a"), new SavePreset("b"),
            new Approve(), new GoBack(), new Change(),
        ];
        var known = typeof(ControlCommand).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ControlCommand)));

        Assert.Equal(
            known.Select(type => type.Name).Order(),
            commands.Select(command => command.GetType().Name).Order());
        Assert.All(commands, command =>
        {
            var entry = new MindHeard(Given(command), 4);
            Assert.Equal(entry, Again(entry));
        });
    }

    [Fact]
    public void Frames_come_back_to_the_last_bit()
    {
        var random = new SplitMix64(4);
        for (var i = 0; i < 2_000; i++)
        {
            var kept = new FrameKept(Frame(random, i), random.NextInt(100_000));
            Assert.Equal(kept, Again(kept));
        }
    }

    [Theory]
    [InlineData("""["kept",1]""")]
    [InlineData("""["nobody",1,2]""")]
    [InlineData("""{"kept":1}""")]
    [InlineData("""["control",1,2,"noCommand",{}]""")]
    public void What_is_no_line_is_refused(string line) => Assert.Throws<JournalException>(
        () => JournalReading.Entry(JsonSerializer.Deserialize<JsonElement>(line)));

    private static JournalEntry Again(JournalEntry entry) => JournalReading.Entry(
        JsonSerializer.Deserialize<JsonElement>(JournalLine.Of(entry)));

    private static ControlGiven Given(ControlCommand command) => new(command, new SampleTime(99));

    private static Place ReflexPlace(long block)
    {
        var start = SampleTime.AtSample(block * ReflexDetector.BlockSamples);
        return new Place(
            new SegmentId(start.HalfSamples / 2 / FrameGrid.SegmentSamples),
            start, new SampleCount(ReflexDetector.BlockSamples), 0);
    }

    private static FrameToken Frame(SplitMix64 random, int ordinal)
    {
        float Any() => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.NextInt(9) - 4));
        var chroma = default(Chroma);
        for (var i = 0; i < Chroma.Classes; i++)
        {
            chroma[i] = Any();
        }

        return Performance.Speaking(ordinal, random.NextInt(64), random.NextInt(2) == 0) with
        {
            OwnSound = random.NextInt(2) == 0,
            Percussive = random.NextInt(2) == 0 ? Token.Rest : new Token(63),
            Descriptors = new FrameDescriptors
            {
                LoudnessDb = Any(),
                HarmonicLoudnessDb = Any(),
                PercussiveLoudnessDb = Any(),
                OnsetStrength = Any(),
                F0Hz = random.NextInt(2) == 0 ? null : Any(),
                Voicing = Any(),
                Chroma = chroma,
                CentroidHz = Any(),
                HarmonicOpen = random.NextInt(2) == 0,
                PercussiveOpen = random.NextInt(2) == 0,
            },
        };
    }
}
