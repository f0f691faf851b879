using System.Text.Json;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Replay;
using Antiphon.Signal;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Replay;

/// <summary>What is written is read back, to the last bit.</summary>
public sealed class JournalLineTests
{
    private static readonly Place Stretch =
        new(new SegmentId(9), new SampleTime(151_201), new SampleCount(17), 0);

    private static readonly FrameToken Quiet = Performance.Speaking(0, 7, warming: true) with
    {
        Descriptors = new FrameDescriptors
        {
            LoudnessDb = -80,
            HarmonicLoudnessDb = -90,
            PercussiveLoudnessDb = -100,
            OnsetStrength = 0,
            F0Hz = null,
            Voicing = 0,
            Chroma = default,
            CentroidHz = 100,
            HarmonicOpen = false,
            PercussiveOpen = false,
        },
    };

    /// <summary>A line of each kind, as sessions of the past hold it.</summary>
    internal static IEnumerable<string> Lines => Samples.Select(sample => sample.Line);

    /// <summary>An entry, and its line as sessions of the past hold it.</summary>
    private static (JournalEntry Entry, string Line)[] Samples { get; } =
    [
        (new FrameKept(Quiet, 52), """["kept",0,0,7,255,"w",52,"""
            + "-80,-90,-100,0,null,0,100,0,0,0,0,0,0,0,0,0,0,0,0]"),
        (new MemoryBroke("it \"broke\""), """["broke","it \u0022broke\u0022"]"""),
        (new FrameHeard(26_000, 5), """["frame",5,26000]"""),
        (Heard(new MindInput.Reflex(new ReflexHeard(Block(77), -31.123456789012345, 0))),
            """["reflex",4,36960,-31.123456789012344,0]"""),
        (Heard(new MindInput.Music(Music)),
            """["music",4,36960,240,0,[[20001,60,-31.12346,0.75,36961],[2,21,-120,1,3]],"""
            + "[[20001,60,30000,36961]],[[20003,4,-6,0.5,36962]]]"),
        (Heard(new MindInput.Music(new MusicHeard(Block(77)) { IsLost = true })),
            """["music",4,36960,240,1,[],[],[]]"""),
        (Heard(new MindInput.ReflexesEnded(new ReflexEnded(Stretch))),
            """["reflexes ended",4,9,151201,17]"""),
        (Heard(new MindInput.Lost(new Gap(Stretch, "lost, by a test"))),
            """["gap",4,9,151201,17,"lost, by a test"]"""),
        (Heard(new MindInput.SoundEnded(new InputEnded(Stretch))), """["ended",4,9,151201,17]"""),
        (Heard(new MindInput.KeyDown(new KeyPressed(new SampleTime(3), 60, 127))),
            """["key down",4,3,60,127]"""),
        (Heard(new MindInput.Key(new NoteHeard(new SampleTime(3), new SampleCount(4), 60, 127))),
            """["key",4,3,4,60,127]"""),
        (Heard(new MindInput.LetGo(
            new NoteSounded(new NoteId(11), new SampleTime(5), 812.25, Sounded: false))),
            """["let go",4,11,5,812.25]"""),
        (Heard(new MindInput.MindBegan(3)), """["mind",4,3]"""),
        (new CommandFollowed(Given(new TellTime(13.7))),
            """["followed",0,99,"tellTime",{"hour":13.7}]"""),
        (Moved(new NoteQueued(new NoteId(14))), """["queued",14]"""),
        (Moved(new NoteTakenBack(new NoteId(15), new SampleTime(16))), """["taken back",15,16]"""),
        (Moved(new TimeMoved(new SampleTime(17))), """["moved",17]"""),
        (Moved(new AllSilenced(new SampleTime(18), true)), """["silenced",18,1]"""),
        (Moved(new AllSilenced(new SampleTime(19), false)), """["silenced",19,0]"""),
        (Moved(new ProgramQueued(new(Voice.Bass, 33, new SampleTime(20)))),
            """["program",1,33,20]"""),
        Asked(new Mute(true), """["control",4,99,"mute",{"on":true}]"""),
        Asked(new Panic(), """["control",4,99,"panic",{}]"""),
        Asked(new Hold(false), """["control",4,99,"hold",{"on":false}]"""),
        Asked(new Pause(true), """["control",4,99,"pause",{"on":true}]"""),
        Asked(new Yield(), """["control",4,99,"yield",{}]"""),
        Asked(new FixMode(Mode.Mirror), """["control",4,99,"fixMode",{"mode":1}]"""),
        Asked(new FreeMode(), """["control",4,99,"freeMode",{}]"""),
        Asked(new SetParameter("agent.level", 1.0 / 3), """["control",4,99,"setParameter","""
            + """{"name":"agent.level","value":0.3333333333333333}]"""),
        Asked(new ChooseLabel("süß"),
            """["control",4,99,"chooseLabel",{"label":"s\u00FC\u00DF"}]"""),
        Asked(new ChooseRecording(""), """["control",4,99,"chooseRecording",{"recording":""}]"""),
        Asked(new ChangeProgram(Voice.Bass, 9),
            """["control",4,99,"changeProgram",{"voice":1,"program":9}]"""),
        Asked(new BeginArc(12.5), """["control",4,99,"beginArc",{"seconds":12.5}]"""),
        Asked(new FollowChart("a b.txt"), """["control",4,99,"followChart",{"chart":"a b.txt"}]"""),
        Asked(new TellTime(23.999), """["control",4,99,"tellTime",{"hour":23.999}]"""),
        Asked(new RecallPreset("a"), """["control",4,99,"recallPreset",{"name":"a"}]"""),
        Asked(new SavePreset("b"), """["control",4,99,"savePreset",{"name":"b"}]"""),
        Asked(new Approve(), """["control",4,99,"approve",{}]"""),
        Asked(new GoBack(), """["control",4,99,"goBack",{}]"""),
        Asked(new Change(), """["control",4,99,"change",{}]"""),
    ];

    [Fact]
    public void Every_kind_of_entry_is_written_as_it_always_was_and_read_back() =>
        Assert.All(Samples, sample =>
        {
            Assert.Equal(sample.Line, JournalLine.Of(sample.Entry));
            Assert.Equal(sample.Entry, Read(sample.Line));
        });

    [Fact]
    public void There_is_a_sample_of_every_entry_input_command_and_move()
    {
        var entries = Samples.Select(sample => sample.Entry).ToList();
        var inputs = entries.OfType<MindHeard>().Select(heard => heard.What).ToList();

        Assert.Equal(KindsOf<JournalEntry>(), Names(entries));
        Assert.Equal(
            KindsOf<MindInput>(), Names([.. inputs, new MindInput.Frame(Remembered)]));
        Assert.Equal(
            KindsOf<ControlCommand>(),
            Names(inputs.OfType<MindInput.Control>().Select(control => control.Given.Command)));
        Assert.Equal(
            KindsOf<TransportMove>(),
            Names(entries.OfType<TransportMoved>().Select(moved => moved.Move)));
    }

    [Fact]
    public void A_frame_is_written_by_its_ordinal_for_it_stands_in_the_journal_already()
    {
        var (frame, line) = (new FrameHeard(Quiet.Ordinal, 4), $"""["frame",4,{Quiet.Ordinal}]""");
        List<JournalEntry> told = [];
        var journal = new SessionJournal([], (entry, _) => told.Add(entry));
        journal.Decided(new AgentDecided(Quiet.Place, default, [], [], [])
        {
            Number = 4,
            Heard = [new MindEvent(new MindInput.Frame(Remembered), default)],
        });

        Assert.Equal(frame, Assert.Single(told));
        Assert.Equal(line, JournalLine.Of(Heard(new MindInput.Frame(Remembered))));
        Assert.Equal(frame, Read(line));
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
    [InlineData("""["music",1,36960,240,0,[],[],[[5,9,-6,0.5,7]]]""")]
    [InlineData("""["music",1,36960,240,0,[[5]],[],[]]""")]
    [InlineData("""["control",1,2,"noCommand",{}]""")]
    [InlineData("""["control",1,2,"fixMode",{"mode":7}]""")]
    [InlineData("""["control",1,2,"mute",null]""")]
    public void What_is_no_line_is_refused(string line) => Assert.Throws<JournalException>(
        () => JournalReading.Entry(JsonSerializer.Deserialize<JsonElement>(line)));

    private static MusicHeard Music => new(Block(77))
    {
        Began =
        [
            new(new(20_001), 60, -31.12346f, 0.75f, new(36_961)),
            new(new(2), 21, -120, 1, new(3)),
        ],
        Ended = [new(new(20_001), 60, new(30_000), new(36_961))],
        Hits = [new(new(20_003), DrumClass.Cymbal, -6, 0.5f, new(36_962))],
    };

    private static TokenRemembered Remembered => new(Quiet.Place, Quiet, MemoryView.Empty);

    private static IEnumerable<string> KindsOf<T>() =>
        from type in typeof(T).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(T)) && !type.IsAbstract
        orderby type.Name
        select type.Name;

    private static IEnumerable<string> Names(IEnumerable<object> samples) =>
        samples.Select(sample => sample.GetType().Name).Distinct().Order();

    private static JournalEntry Again(JournalEntry entry) => Read(JournalLine.Of(entry));

    private static JournalEntry Read(string line) =>
        JournalReading.Entry(JsonSerializer.Deserialize<JsonElement>(line));

    private static MindHeard Heard(MindInput input) => new(input, 4);

    private static TransportMoved Moved(TransportMove move) => new(move);

    private static (JournalEntry Entry, string Line) Asked(ControlCommand command, string line) =>
        (Heard(new MindInput.Control(Given(command))), line);

    private static ControlGiven Given(ControlCommand command) => new(command, new SampleTime(99));

    private static Place Block(long block)
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
