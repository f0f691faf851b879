using Akka;
using Akka.Streams.Dsl;
using Antiphon.Capture;
using Antiphon.Flow;

namespace Antiphon.Rig;

/// <summary>
/// The way of a sound through the rig, on one screen. Sound moves down, demand moves up: a stage
/// takes a slot only when the next one can take its answer, and each holds one slot at a time.
/// </summary>
internal static class RigGraph
{
    public static Source<Slot, NotUsed> Build(RigCrew crew, RigPlan plan)
    {
        var hearing = Mouth(crew.Mouth)          // Capture: one 350 ms segment when there is demand
            .SeenBy(slot => SeeCaptured(plan.Observer, slot))
            .Via(Stage(crew.Hpss))               // Hpss: two stems
            .SeenBy(plan.Observer.Separated)
            .Via(Stage(crew.Encoder))            // Encoder: the features of 26 frames a stem
            .SeenBy(plan.Observer.Encoded);
        if (plan.Quantizer is null)
        {
            return hearing;                      // training hears so far, on the same code
        }

        var reading = hearing
            .Via(Stage(crew.Quantizer))          // Quantizer: two words a frame, one per stem
            .SelectMany(crew.FanOut)             // one segment in, 26 frame tokens out
            .SeenBy(plan.Observer.Tokenized);
        if (crew.Reflexes is null)
        {
            return reading;                      // tokens end here
        }

        return reading
            .SelectAsync(1, crew.Gate.Pass)      // what the partner sounds meanwhile is known
            .Via(Stage(crew.Memory))             // MemoryBuffer: what was heard, and where it fits
            .SeenBy(plan.Observer.Remembered)
            .Merge(ShortWay(crew, plan))         // Capture's short way: each 10 ms, at once
            .Via(Stage(crew.Agent))              // Agent: what to answer
            .SeenBy(crew.Gate.Decided)
            .SeenBy(plan.Observer.Decided)
            .Via(Stage(crew.Midi));              // Midi: when it sounds
    }

    private static Source<Slot, NotUsed> Mouth(MouthLink mouth) =>
        Source.UnfoldAsync<bool, Slot>(false, async ended =>
        {
            if (ended)
            {
                return Akka.Util.Option<(bool, Slot)>.None;
            }

            var slot = await mouth.Take().ConfigureAwait(false);
            return (slot is InputEnded, slot);
        });

    private static Source<Slot, NotUsed> ShortWay(RigCrew crew, RigPlan plan)
    {
        var reflexes = ChannelSource.FromReader(crew.Reflexes!.Reader);
        return crew.Transcriber is null
            ? reflexes
            : reflexes
                .Via(Stage(crew.Transcriber))    // Transcriber: the notes that are known by then
                .SeenBy(plan.Observer.Transcribed);
    }

    private static Flow<Slot, Slot, NotUsed> Stage(StageLink link) =>
        Akka.Streams.Dsl.Flow.Create<Slot>().SelectAsync(1, link.Ask);

    private static void SeeCaptured(IRigObserver observer, Slot slot)
    {
        observer.Captured(slot);
        if (slot is Gap gap)
        {
            observer.Lost(nameof(StageName.Capture), gap);
        }
    }

    private static Source<Slot, NotUsed> SeenBy(
        this Source<Slot, NotUsed> slots, Action<Slot> see) =>
        slots.Select(slot =>
        {
            see(slot);
            return slot;
        });
}
