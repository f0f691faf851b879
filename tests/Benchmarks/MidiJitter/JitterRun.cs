using Akka.Actor;
using Antiphon.Capture.Io;
using Antiphon.Devices.Tests;
using Antiphon.Devices.Tests.Midi;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Benchmarks.MidiJitter;

/// <summary>
/// Sends notes at known times while the whole rig plays in real time beside them, in the same
/// process and through the same transport and thread.
/// </summary>
internal sealed class JitterRun(
    JackServer server, Func<EndableAudioInput> openInput, HearingSetup hearing,
    Vocabulary vocabulary, int notes)
{
    /// <summary>Keys from here up are the run's own; the partner does not play so high.</summary>
    public const int LowestKey = 100;

    private const string Receiver = "receiver";
    private const double WarmUpSeconds = 3;
    private const long FirstId = 1L << 40;
    private static readonly RigOptions Options = new();

    /// <summary>Sends through a port, timed by the deadline thread.</summary>
    public Task<(Arrivals Arrivals, string Rank)> ByDeadline(string scheme) =>
        Play(clock => Open($"{scheme}:{Receiver}", clock), byScheduler: false);

    /// <summary>Sends through <c>jack:</c>, timed by the actor scheduler, as a contrast.</summary>
    public Task<(Arrivals Arrivals, string Rank)> ByScheduler() =>
        Play(
            clock => new AtOnceOutput(Open($"jack:{Receiver}", clock), clock), byScheduler: true);

    private async Task<(Arrivals Arrivals, string Rank)> Play(
        Func<SampleClock, IMidiOutput> open, bool byScheduler)
    {
        using var receiver = await NoteReceiver.Start(Receiver, server);
        var clock = new SampleClock(TimeProvider.System);
        await using var rig = new RigSystem(TimeProvider.System);
        using var input = openInput();
        using var port = open(clock);
        await using var performance = new Performance(new PerformanceParts
        {
            Options = Options,
            Rig = rig,
            Hearing = hearing,
            Vocabulary = vocabulary,
            Input = input,
            Output = byScheduler ? new NullMidiOutput() : port,
            Clock = clock,
        });
        using var scheduler = byScheduler ? ActorSystem.Create("scheduler") : null;
        var transport = byScheduler
            ? new MidiTransport(port, Options.Midi, TransportClock.Real, _ => { })
            : performance.Transport;
        var playing = performance.Play(new Deaf(), CancellationToken.None);
        await Eventually.True(() => clock.IsAnchored, "the rig does not hear");
        scheduler?.Scheduler.Advanced.ScheduleRepeatedly(
            TimeSpan.Zero, TimeSpan.FromMilliseconds(10), () => transport.Advance(clock.Now));

        var due = Plan(transport, clock);
        var end = transport.LastEnd;
        await Eventually.True(() => clock.Now > end.PlusSeconds(0.5), "the notes do not end");
        transport.Close(clock.Now);
        input.End();
        await playing;
        return (
            Arrivals.Of(due, await receiver.End()),
            byScheduler ? "Akka's scheduler, 10 ms" : performance.Timing?.Rank ?? "");
    }

    private static IMidiOutput Open(string address, SampleClock clock) =>
        MidiOutputs.Open(MidiAddress.ParseOutput(address), Options.Midi, clock);

    // Irregular steps of 5 to 30 ms, so that no period of server or timer fits them.
    private List<(long Microseconds, int Key, int Velocity)> Plan(
        MidiTransport transport, SampleClock clock)
    {
        var chance = new Random(1);
        var due = new List<(long, int, int)>();
        var at = clock.Now.PlusSeconds(WarmUpSeconds);
        var offset = JackPeer.Now - Microseconds(TimeProvider.System.GetTimestamp());
        for (var i = 0; i < notes; i++)
        {
            at = at.PlusSeconds(0.005 + 0.025 * chance.NextDouble());
            var (key, velocity) = (LowestKey + i % 28, 1 + i % 127);
            transport.Plan(new NotePlanned(
                new NoteId(FirstId + i), Voice.Melody, key, velocity, at,
                SampleCount.FromSeconds(0.06), FirstId + i));
            due.Add((Microseconds(clock.TimestampOf(at)) + offset, key, velocity));
        }

        return due;
    }

    private static long Microseconds(long timestamp) =>
        (long)((Int128)timestamp * 1_000_000 / TimeProvider.System.TimestampFrequency);

    private sealed class Deaf : IRigObserver;
}
