using Akka.Actor;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Quantizer;
using Antiphon.Transcription;
using Microsoft.Extensions.Logging;

namespace Antiphon.Rig;

/// <summary>The eight actors of a run, and the links by which the stream knows them.</summary>
internal sealed class RigCrew
{
    private readonly RigPlan _plan;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly List<CrewMember> _members = [];
    private readonly List<StageLink> _links = [];
    private volatile IActorRef _capture = ActorRefs.Nobody;

    public RigCrew(RigPlan plan, TimeProvider time, ILogger log)
    {
        (_plan, _time, _log) = (plan, time, log);
        Pump = new InputPump(time);
        Mouth = new MouthLink(new SegmentMouth(MouthSegments), UnderWay, Demand);
        var ear = plan.Partner is null ? null : plan.Ears.Ear;
        Reflexes = plan.Partner is null
            ? null
            : new ReflexLink(UnderWay, plan.Freewheel, carriesSound: ear is not null);
        Gate = new OwnSoundGate(plan.Freewheel ? plan.Partner?.Estate.OwnSound : null);
        Hpss = NewLink(StageName.Hpss);
        Encoder = NewLink(StageName.Encoder, endHungWork: plan.Ears.Encoder.Terminate);
        Quantizer = NewLink(StageName.Quantizer);
        Memory = NewLink(StageName.MemoryBuffer);
        Transcriber = ear is null ? null : NewEarLink();
        Agent = NewLink(StageName.Agent, lost: Gate.Lost);
        Midi = NewLink(StageName.Midi);
        HireAll();
    }

    public InputPump Pump { get; }

    /// <summary>Slots between the mouth and the end of the graph.</summary>
    public SlotsUnderWay UnderWay { get; } = new();

    public MouthLink Mouth { get; }

    /// <summary>The short way from capture to the agent; null when none takes part.</summary>
    public ReflexLink? Reflexes { get; }

    /// <summary>Holds frames, off line, until it is known what the partner sounds.</summary>
    public OwnSoundGate Gate { get; }

    public StageLink Hpss { get; }

    public StageLink Encoder { get; }

    public StageLink Quantizer { get; }

    public StageLink Memory { get; }

    /// <summary>On the short way; null when no ear takes part.</summary>
    public StageLink? Transcriber { get; }

    public StageLink Agent { get; }

    public StageLink Midi { get; }

    public IReadOnlyList<CrewMember> Members => _members;

    /// <summary>The meters of the stages that take part in this run.</summary>
    public IReadOnlyList<StageMeter> Meters => [.. _links.Select(link => link.Meter)];

    /// <summary>The stage that has been silent too long; null if none.</summary>
    public StageName? HungFor(TimeSpan limit) =>
        Pump.Silence > limit || _plan.Input.Live is { IsHung: true }
            ? StageName.Capture
            : _links.FirstOrDefault(link => link.Silence > limit)?.Meter.Stage;

    /// <summary>The present actor of a stage.</summary>
    public IActorRef ActorOf(StageName stage) => stage == StageName.Capture
        ? _capture
        : _links.First(link => link.Meter.Stage == stage).Actor;

    /// <summary>True when nothing is being read, and no slot is under way.</summary>
    public bool IsQuiet =>
        Pump.IsIdle && UnderWay.Count == 0 && (Mouth.IsWanting || Mouth.IsDrained);

    /// <summary>
    /// True when no stage works, but for one that hangs. A slot between two stages is in neither:
    /// only quiet that lasts a while is quiet.
    /// </summary>
    public bool IsQuietBut(StageName hanging) =>
        (Pump.IsIdle || hanging == StageName.Capture)
        && _links.All(link => link.Meter.Stage == hanging || link.Meter.Depth == 0);

    /// <summary>A segment's tokens, each a slot of its own; any other slot as it is.</summary>
    public IReadOnlyList<Slot> FanOut(Slot slot) =>
        UnderWay.FanOut(slot is SegmentTokenized segment ? [.. segment.Tokens] : [slot]);

    private void HireAll()
    {
        var (ears, context) = (_plan.Ears, new StageContext(_time, _log, _plan.BeforeWork));

        var source = new CaptureSource(
            _plan.Input, ears.Capture, ears.Hpss.LookAheadSamples, _plan.Freewheel,
            _plan.BlockFrames);
        _members.Add(new CrewMember(
            StageName.Capture,
            Props.Create(() => new CaptureActor(
                source, Mouth, Reflexes, Pump, _plan.Clock, context))
                .WithDispatcher(RigSystem.Blocking))
        {
            Link = ListenTo,
            Rest = Pump.Rest,
        });

        // Made once here too, so that settings that do not go together are refused at the start.
        Func<SegmentSeparator> separator = () =>
            new SegmentSeparator(ears.Hpss, ears.Gate, ears.Encoder.ContextSamples);
        separator();
        Hire(Hpss, Props.Create(() => new HpssActor(separator, context)));
        Func<SegmentEncoder> encoder = () => new SegmentEncoder(ears.Encoder);
        Hire(Encoder, Props.Create(() => new EncoderActor(encoder, context))
            .WithDispatcher(RigSystem.Blocking));

        if (_plan.Quantizer is { } quantizer)
        {
            Hire(Quantizer, Props.Create(() => new QuantizerActor(quantizer, context)));
        }

        if (_plan.Partner is { } partner)
        {
            Hire(Memory, Props.Create(
                () => new MemoryBufferActor(partner.Memory, partner.Estate.Mark, context)));
            if (Transcriber is { } transcriber && ears.Ear is { } ear)
            {
                Func<BlockTranscriber> newTranscriber =
                    () => new BlockTranscriber(ear.Ear, ear.Options, ears.Gate);
                Hire(
                    transcriber,
                    Props.Create(() => new TranscriberActor(newTranscriber, context))
                        .WithDispatcher(RigSystem.Blocking));
            }

            Hire(
                Agent, Props.Create(() => new AgentActor(partner.NewMind, context)),
                Gate.MindLost);
            Hire(Midi, Props.Create(
                () => new MidiActor(partner.Transport, _plan.Freewheel, context)));
        }
    }

    private void ListenTo(IActorRef capture)
    {
        _capture = capture;
        Pump.Replace(() => capture.Tell(ReadInput.Instance));
    }

    // In freewheel nothing is dropped: the mouth then holds what one block of input brought.
    private int MouthSegments => _plan.Freewheel ? int.MaxValue : _plan.Ears.Capture.MouthSegments;

    // Live, the pump reads on its own beat: what is not at hand cannot be had by asking.
    private void Demand()
    {
        if (_plan.Freewheel)
        {
            Pump.Pump();
        }
    }

    private StageLink NewLink(
        StageName stage, Action<Slot>? lost = null, Action? endHungWork = null) => new(
            new StageMeter(stage), _time, StageTimeout,
            (slot, gap) =>
            {
                lost?.Invoke(slot);
                _plan.Observer.Lost(stage.ToString(), gap);
            },
            _log, endHungWork);

    // A block must not be lost, nor kept waiting until the short way overflows.
    private StageLink NewEarLink() => new(
        new StageMeter(StageName.Transcriber), _time,
        StageTimeout is { } limit && limit < ReflexLink.Patience ? limit
            : _plan.Freewheel ? null : ReflexLink.Patience,
        (_, gap) => _plan.Observer.Lost(nameof(StageName.Transcriber), gap), _log)
    {
        Otherwise = slot => slot is ReflexHeard block ? SoundTranscribed.Unheard(block) : slot,
    };

    private TimeSpan? StageTimeout =>
        _plan.Freewheel ? null : TimeSpan.FromMilliseconds(_plan.Flow.StageTimeoutMs);

    private void Hire(StageLink link, Props props, Action? failed = null)
    {
        _links.Add(link);
        _members.Add(new CrewMember(link.Meter.Stage, props)
        {
            Link = link.Replace,
            Rest = link.Rest,
            Failed = failed ?? (() => { }),
        });
    }
}
