using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Rig;

namespace Antiphon.Benchmarks.Tables;

/// <summary>Recordings of a folder, and what the rig's ears make of them.</summary>
internal static class Clip
{
    /// <summary>The WAV files of a folder, by name.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        [.. Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal)];

    /// <summary>What the encoder said, in order.</summary>
    public static async Task<IReadOnlyList<Slot>> Hear(
        RigSystem rig, HearingSpec ears, IAudioInput input)
    {
        using (input)
        {
            var kept = new Encodings();
            await rig.Run(new RigPlan { Ears = ears, Input = input, Observer = kept });
            return kept.Slots;
        }
    }

    private sealed class Encodings : IRigObserver
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
