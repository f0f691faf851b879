using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Flow;
using Antiphon.Host.Configuration;
using Antiphon.Host.Service;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Rehearsal;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>Plays a few short notes while nobody plays, and listens for them.</summary>
internal static class EchoRun
{
    /// <summary>How long it takes, in seconds of sound.</summary>
    public const double Seconds = 5;

    private const double FirstSeconds = 1.5;
    private const double ApartSeconds = 0.6;
    private const double LengthSeconds = 0.12;
    private const int Velocity = 100;
    private static readonly int[] Keys = [60, 67, 72, 60, 67];

    /// <summary>Plays and listens on the graph that plays, up to the encoder.</summary>
    /// <param name="input">Live, ending after <see cref="Seconds"/>.</param>
    /// <returns>Null when nothing was heard around any note.</returns>
    public static async Task<EchoFigures?> Measure(
        RigOptions options, RigSetup rig, EndableAudioInput input, IMidiOutput outputs,
        SampleClock clock, CancellationToken stop)
    {
        var sounded = new List<SampleTime>();
        var transport = new MidiTransport(outputs, options.Midi, TransportClock.Real, note =>
        {
            if (note.Sounded)
            {
                sounded.Add(note.Due.PlusSeconds(note.LatenessMs / 1_000));
            }
        });
        using var deadlines = new DeadlineThread(transport, clock, options.Midi.RealTimePriority);
        using var silence = new EmergencySilence(() => deadlines.Panic());
        await using var stopping = stop.Register(input.End).ConfigureAwait(false);
        foreach (var (i, key) in Keys.Index())
        {
            transport.Plan(new NotePlanned(
                new NoteId(i), Voice.Melody, key, Velocity,
                SampleTime.FromSeconds(FirstSeconds + i * ApartSeconds),
                SampleCount.FromSeconds(LengthSeconds), DecisionId: 0));
        }

        var heard = new Blocks();
        deadlines.Start();
        var outcome = await rig.Rig.Run(new RigPlan
        {
            Ears = rig.Hearing.Ears,
            Input = input,
            Freewheel = false,
            Clock = clock,
            Flow = options.Flow,
            Observer = heard,
        }).ConfigureAwait(false);
        deadlines.Panic();
        RunEnd.Require(
            outcome, input.Name, input.Live is not null, RehearsalRun.Advice);
        return EchoFigures.Of(
            heard.All, sounded, options.Agent.YieldOnsetDb, options.Agent.YieldLoudnessDb);
    }

    /// <summary>Hears each 10 ms of what was captured, as the way to the agent does.</summary>
    private sealed class Blocks : IRigObserver
    {
        private ReflexDetector? _detector;
        private SampleTime _until;

        public List<ReflexHeard> All { get; } = [];

        public void Captured(Slot slot)
        {
            if (slot is not SegmentCaptured segment)
            {
                return;
            }

            if (_detector is null || segment.Start != _until)
            {
                _detector = new ReflexDetector(segment.Start.HalfSamples / 2);
            }

            _until = segment.End;
            _detector.Hear(
                segment.Samples.Span[..(int)segment.Length.Samples],
                segment.Place.CapturedTimestamp);
            while (_detector.TryTake(out var block))
            {
                All.Add(block);
            }
        }
    }
}
