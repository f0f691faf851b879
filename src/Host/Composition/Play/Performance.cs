using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Control;
using Antiphon.Host.Observers;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// One performance: the whole rig on one input, from a vocabulary that has proved itself to the
/// last note that has ended.
/// </summary>
internal sealed class Performance : IAsyncDisposable
{
    private readonly PerformanceParts _parts;
    private readonly MindRelay _relay = new();
    private readonly DeadlineThread? _deadlines;
    private bool _stopped;

    public Performance(PerformanceParts parts)
    {
        _parts = parts;
        Transport = new MidiTransport(
            parts.Output,
            parts.Options.Midi,
            parts.Freewheel ? TransportClock.Virtual : TransportClock.Real,
            note =>
            {
                parts.Sounded(note);
                _relay.Report(note);
            })
        {
            Moved = parts.Moved,
        };
        _deadlines = parts.Freewheel
            ? null
            : new DeadlineThread(Transport, parts.Clock, parts.Options.Midi.RealTimePriority);
        Desk = new ControlDesk(
            parts.Options.Agent, Transport, parts.Presets, Now, given =>
            {
                parts.Commanded(given);
                _relay.Report(given);
            })
        {
            Names = parts.Names,
            Noted = parts.Commanded,
        };
    }

    /// <summary>Planned and sounding notes, and their figures.</summary>
    public MidiTransport Transport { get; }

    /// <summary>Where a performer's commands go.</summary>
    public ControlDesk Desk { get; }

    /// <summary>Hears a key of a MIDI keyboard go down.</summary>
    public void Hear(KeyPressed pressed) => _relay.Report(pressed);

    /// <summary>Hears a note of a MIDI keyboard.</summary>
    public void Hear(NoteHeard note) => _relay.Report(note);

    /// <summary>How the notes were timed; null on a virtual clock.</summary>
    public SessionSummary.Timing? Timing => _deadlines?.Rank is { } rank
        ? new SessionSummary.Timing(ExactWait.Means, rank.Text, rank.Asked, rank.Got)
        : null;

    /// <summary>Plays to the end of the input, or until it is stopped.</summary>
    public async Task<RigOutcome> Play(IRigObserver observer, CancellationToken stop)
    {
        await using var registration = stop.Register(Stop).ConfigureAwait(false);
        _deadlines?.Start();
        await using var run = _parts.Rig.Start(Plan(
            new ObserverGroup(
                observer, new ScheduleFollower(_parts.Schedule, Desk, _parts.Commanded))));
        var outcome = await run.Completion.ConfigureAwait(false);
        if (!_stopped)
        {
            await RingOut(outcome, stop).ConfigureAwait(false);
            End();
        }

        return outcome;
    }

    /// <summary>
    /// Silences everything that sounds; may be called from any thread, at any time.
    /// </summary>
    public void End()
    {
        if (_deadlines is not null)
        {
            _deadlines.Panic();
        }
        else
        {
            Transport.Close(Transport.LastEnd);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_deadlines is not null)
        {
            _deadlines.Dispose();
        }
        else
        {
            End();
        }

        _parts.Output.Dispose();
        _parts.Input.Dispose();
        return ValueTask.CompletedTask;
    }

    private RigPlan Plan(IRigObserver observer)
    {
        var memory = new MemoryStore(_parts.Options.Memory, _parts.Ground);
        var lines = SessionStart.LinesOf(_parts.Freewheel);
        var isPaced = !_parts.Freewheel && _parts.Input.Live is null;
        IAudioInput input = isPaced
            ? new PacedAudioInput(_parts.Input, TimeProvider.System)
            : _parts.Input;
        return new RigPlan
        {
            Ears = _parts.Hearing.Ears,
            Input = input,
            Quantizer = _parts.Vocabulary.CreateQuantizer,
            Partner = new Responder(
                memory,
                new SurvivingState(
                    _parts.Options.Agent, _parts.Schedule, _parts.Ground, _parts.Chart)
                {
                    Charts = _parts.Charts,
                },
                lines,
                Transport,
                _relay),
            Freewheel = _parts.Freewheel,
            Clock = _parts.Freewheel ? null : _parts.Clock,
            Flow = _parts.Options.Flow,
            Observer = observer,
            BeforeWork = _parts.BeforeWork,
        };
    }

    private SampleTime Now() => _parts.Clock.IsAnchored ? _parts.Clock.Now : SampleTime.Zero;

    private void Stop()
    {
        _stopped = true;
        _parts.Input.End();
        End();
    }

    // The input has ended, but on a real clock the last notes are still to sound.
    private async Task RingOut(RigOutcome outcome, CancellationToken stop)
    {
        if (outcome.Breakdown is not null || _deadlines is null || !_parts.Clock.IsAnchored)
        {
            return;
        }

        var left = Transport.LastEnd.SecondsSince(_parts.Clock.Now);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Max(0.05, left + 0.05)));
        try
        {
            await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Told to stop: the notes end now instead.
        }
    }
}
