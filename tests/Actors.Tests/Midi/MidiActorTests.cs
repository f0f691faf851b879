using Akka.Actor;
using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Tests.Flow;
using Antiphon.Tests.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class MidiActorTests : StageActorTests
{
    private readonly ListeningOutput _output = new();
    private readonly MidiTransport _transport;

    public MidiActorTests() => _transport = new MidiTransport(
        _output, new MidiOptions(), TransportClock.Virtual, _ => { });

    // What it holds is to outlive it.
    protected override bool HasCore => false;

    protected override Props Stage => Props.Create(
        () => new MidiActor(_transport, true, Context));

    [Fact]
    public void A_sounding_note_survives_the_actor_and_ends()
    {
        var first = Watch(Sys.ActorOf(Stage));
        Answer(first, SlotAt(0));
        Assert.Equal(1, _output.Open);
        Sys.Stop(first);
        ExpectTerminated(first);

        Answer(Sys.ActorOf(Stage), Decided(10, note: null));
        Assert.Equal(0, _output.Open);
        Assert.Equal(0, _output.Unpaired);
    }

    protected override Slot SlotAt(int index) => Decided(
        index,
        new NotePlanned(
            new NoteId(index), Voice.Melody, 60, 90, ToySlots.Token(index).Start,
            SampleCount.FromSeconds(0.1), DecisionId: 0));

    protected override bool IsResult(Slot slot, Slot answer) =>
        answer is NotesScheduled { Notes: 1 } && answer.Place == slot.Place;

    private void Answer(IActorRef stage, Slot slot)
    {
        stage.Tell(new Work(slot, null));
        ExpectMsg<NotesScheduled>();
    }

    private static AgentDecided Decided(int index, NotePlanned? note)
    {
        var place = ToySlots.Token(index).Place;
        return new AgentDecided(
            place, place.Start + place.Length, note is null ? [] : [note], [], []);
    }
}
