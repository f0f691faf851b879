using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Transcription;

namespace Antiphon.Tests.Rig;

/// <summary>The whole rig in freewheel, and what came out of it.</summary>
internal sealed class FreewheelRig : IRigObserver
{
    public List<Slot> Slots { get; } = [];

    public List<NotePlanned> Notes { get; } = [];

    public List<Gap> Gaps { get; } = [];

    public MidiStatistics? Midi { get; private set; }

    public IReadOnlyList<FrameToken> Tokens => [.. Slots.OfType<FrameToken>()];

    public List<Slot> Answers { get; } = [];

    public RigOutcome? Outcome { get; private set; }

    /// <summary>What hears notes.</summary>
    public IEar Ear { get; init; } = ToyEar.New();

    public List<SoundTranscribed> Music { get; } = [];

    /// <summary>Told of each answer behind the agent.</summary>
    public Action<Slot> Heard { get; init; } = _ => { };

    public static Task<FreewheelRig> Play(IAudioInput input, int blockFrames = 2048) =>
        new FreewheelRig().Play(input, TimeProvider.System, _ => { }, blockFrames);

    public async Task<FreewheelRig> Play(
        IAudioInput input, TimeProvider time, Action<Slot> beforeWork, int blockFrames = 2048)
    {
        var relay = new MindRelay();
        var transport = new MidiTransport(
            new NullMidiOutput(), new MidiOptions(), TransportClock.Virtual, relay.Report);
        await using var rig = new Antiphon.Rig.RigSystem(time);
        Outcome = await rig.Run(new RigPlan
        {
            Ears = new HearingSpec(
                new CaptureOptions(), new HpssOptions(), new GateOptions(), new ToyEncoder())
            {
                Ear = new EarSpec(Ear, new TranscriptionOptions()),
            },
            Input = input,
            Quantizer = ToyWords.Quantizer,
            Partner = new Responder(
                new MemoryStore(new MemoryOptions()),
                new SurvivingState(new AgentOptions()),
                HearingLines.TokensAndReflexes,
                transport,
                relay),
            Observer = this,
            BeforeWork = beforeWork,
            BlockFrames = blockFrames,
        });
        Midi = transport.Statistics;
        return this;
    }

    public void Lost(string stage, Gap gap) => Gaps.Add(gap);

    public void Tokenized(Slot slot) => Slots.Add(slot);

    public void Transcribed(Slot slot)
    {
        if (slot is SoundTranscribed heard)
        {
            Music.Add(heard);
        }
    }

    public void Decided(Slot slot)
    {
        Answers.Add(slot);
        Heard(slot);
        if (slot is AgentDecided decided)
        {
            Notes.AddRange(decided.Notes);
        }
    }
}
