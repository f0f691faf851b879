using Antiphon.Capture.Io;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Rig;

namespace Antiphon.Host.Composition;

/// <summary>
/// Hears recordings for training, each from a cold start, through the graph that plays. What it
/// keeps of them is their features, so it has a bound.
/// </summary>
internal sealed class RecordingListener(Rig.Rig rig, Ears ears)
{
    /// <summary>
    /// The most segments that are kept: about eight hours once, or two at four offsets.
    /// </summary>
    public const int MaxSegments = 85_000;

    private int _segments;

    /// <summary>Hears one recording.</summary>
    /// <exception cref="CommandException">All recordings together are too long.</exception>
    public async Task<TrainingRecording> Hear(Func<IAudioInput> open)
    {
        using var input = open();
        var kept = new Features();
        var outcome = await rig.Run(new RigPlan { Ears = ears, Input = input, Observer = kept })
            .ConfigureAwait(false);
        if (outcome.Fault is { } fault)
        {
            throw CommandException.Refused($"{input.Name}: {fault}");
        }

        _segments += kept.Slots.Count;
        return _segments <= MaxSegments
            ? new TrainingRecording(input.Name, kept.Slots)
            : throw CommandException.Refused(
                $"the recordings are longer than {MaxSegments} segments together; "
                + "give fewer of them");
    }

    private sealed class Features : IRigObserver
    {
        public List<Slot> Slots { get; } = [];

        public void Encoded(Slot slot)
        {
            if (slot is SegmentEncoded or Gap)
            {
                Slots.Add(slot);
            }
        }
    }
}
