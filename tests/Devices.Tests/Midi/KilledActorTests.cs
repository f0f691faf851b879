using Akka.Actor;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Demo;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Perception.Io;
using Antiphon.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>
/// In one performance in real time, each actor in turn throws and is stopped while a receiver in
/// another process hears a note: the note ends there by its own note-off, and the actor is back.
/// </summary>
public sealed class KilledActorTests
{
    // On a busy machine every stage is late, and is to be waited for.
    private static readonly RigOptions Patient = new()
    {
        Flow = new FlowOptions { StageTimeoutMs = 10_000, HangLimitMs = 60_000 },
        Midi = new MidiOptions { FlushLateMs = 2_000 },
    };

    // Against the way of the sound: so a death costs the next one the fewest notes.
    private static readonly string[] Actors =
        ["Midi", "MemoryBuffer", "Quantizer", "Encoder", "Hpss", "Capture", "Agent"];

    private static readonly (string Name, Action Deed)[] Deaths =
    [
        ("throws", () => throw new InvalidOperationException("boom")),
        ("is stopped", () => ActorCell.GetCurrentSelfOrNoSender().Tell(PoisonPill.Instance)),
    ];

    [DeviceFact("jackd", "jack_wait", "libjack.so.0")]
    public async Task The_note_ends_at_the_receiver_and_the_actor_is_back_whichever_is_killed()
    {
        await using var server = await JackServer.StartPatient();
        await using var receiver = await PeerProcess.Hearing("receiver", server);
        var saboteur = new Saboteur(receiver);
        using var hearing = HearingSetup.Open(Patient);
        await using var rig = new RigSystem(TimeProvider.System);
        await using var performance = Perform(rig, hearing, saboteur, out var input);
        var playing = performance.Play(new Deaf(), CancellationToken.None);
        var struck = new List<(string Death, Saboteur.InANote Note)>();
        foreach (var actor in Actors)
        {
            foreach (var (name, deed) in Deaths)
            {
                struck.Add(($"{actor} {name}", await saboteur.Strike(actor, deed, WhyNot)));
                await saboteur.AwaitWork(actor, WhyNot);
            }
        }

        foreach (var (death, note) in struck)
        {
            await Eventually.True(
                () => Ended(receiver, note) || WhyNot() is not null,
                $"{death}, and a note hangs");
        }

        Assert.DoesNotContain(receiver.Heard, IsPanic);
        input.End();
        Assert.Null((await playing).Breakdown);
        await Eventually.True(
            () => receiver.Heard.Any(e => e is { Status: 0xB1, Data1: 120 }),
            "the rig does not end with a panic");
        Assert.Equal(0, receiver.Sounding);
        Assert.Empty(BegunTwice(receiver.Heard));

        string? WhyNot() => playing.IsCompleted ? "the performance has ended" : null;
    }

    private static Performance Perform(
        RigSystem rig, HearingSetup hearing, Saboteur saboteur, out EndableAudioInput input)
    {
        var clock = new SampleClock(TimeProvider.System);
        var call = DemoPerformance.Render();
        var looped = new LoopedAudioInput(
            () => new MemoryAudioInput("demo", call, DemoPerformance.SampleRateHz));
        input = new EndableAudioInput(new WatchedInput(looped, saboteur), maxFrames: null);
        return new Performance(new PerformanceParts
        {
            Options = Patient,
            Rig = rig,
            Hearing = hearing,
            Vocabulary = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract),
            Input = input,
            Output = MidiOutputs.Open(
                MidiAddress.ParseOutput("jack:receiver"), Patient.Midi, clock),
            Clock = clock,
            BeforeWork = _ => saboteur.Look(),
        });
    }

    private static bool Ended(PeerProcess receiver, Saboteur.InANote note) =>
        note.Keys.All(key => receiver.Heard.Skip(note.Events).Any(
            e => (e.Status, e.Data1) == (0x80 | key.Channel, key.Key)));

    // A note-off that comes for the next note of a key has not ended the one before.
    private static List<(int Channel, byte Key)> BegunTwice(
        IReadOnlyList<(byte Status, byte Data1, byte Data2)> events) =>
        [.. from begun in events.Index()
            where (begun.Item.Status & 0xF0) == 0x90
            let key = (begun.Item.Status & 0x0F, begun.Item.Data1)
            where PeerProcess.SoundingIn(events.Take(begun.Index)).Contains(key)
            select key];

    private static bool IsPanic((byte Status, byte Data1, byte Data2) e) =>
        (e.Status & 0xF0) == 0xB0 && e.Data1 is 120 or 123;

    /// <summary>Capture reads it as its work.</summary>
    private sealed class WatchedInput(IAudioInput inner, Saboteur saboteur)
        : AudioInputAround(inner)
    {
        public override int Read(Span<float> interleaved)
        {
            saboteur.Look();
            return Inner.Read(interleaved);
        }
    }

    private sealed class Deaf : IRigObserver;
}
