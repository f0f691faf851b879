using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Host.Output;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// Hears recordings for training, each at every grid offset from a cold start, through the graph
/// that plays. What it keeps of them is their features, so it has a bound.
/// </summary>
/// <param name="offsets">The grid offsets, ascending from 0.</param>
internal sealed class RecordingListener(
    RigSystem rig, HearingSpec ears, IReadOnlyList<SampleCount> offsets)
{
    /// <summary>
    /// The most segments that are kept: about eight hours once, or two at four offsets.
    /// </summary>
    public const int MaxSegments = 85_000;

    private int _segments;

    /// <summary>Hears one recording at all offsets.</summary>
    /// <param name="open">Opens it; called once for each offset.</param>
    /// <param name="heard">Told after each offset: the share of them that is done.</param>
    /// <exception cref="CommandException">All recordings together are too long.</exception>
    public async Task<IReadOnlyList<TrainingRecording>> Hear(
        Func<IAudioInput> open, Action<double> heard)
    {
        var recordings = new List<TrainingRecording>();
        string? sound = null;
        foreach (var offset in offsets)
        {
            using var input = new HashingAudioInput(open());
            var slots = await Hear(input, offset).ConfigureAwait(false);
            sound ??= input.Sha256();
            recordings.Add(new TrainingRecording(input.Name, slots, (int)offset.Samples, sound));
            heard((double)recordings.Count / offsets.Count);
        }

        return recordings;
    }

    private async Task<IReadOnlyList<Slot>> Hear(HashingAudioInput input, SampleCount offset)
    {
        var kept = new Features();
        var late = new LateAudioInput(input, offset);
        var outcome = await rig.Run(new RigPlan { Ears = ears, Input = late, Observer = kept })
            .ConfigureAwait(false);
        RunEnd.RequireHeard(outcome, input.Name);
        _segments += kept.Slots.Count;
        return _segments <= MaxSegments
            ? kept.Slots
            : throw CommandException.Refused(
                $"the recordings are longer than {MaxSegments} segments together, each heard at "
                + $"{offsets.Count} grid offsets; give fewer of them, or fewer offsets: "
                + "--set training.gridOffsets=1");
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
