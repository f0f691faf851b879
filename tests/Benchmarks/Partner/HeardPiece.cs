using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;

namespace Antiphon.Benchmarks.Partner;

/// <summary>What a rig hears of a recording: every token, and each 10 ms.</summary>
internal sealed class HeardPiece : IRigObserver
{
    private ReflexDetector? _detector;

    public List<FrameToken> Tokens { get; } = [];

    public List<ReflexHeard> Reflexes { get; } = [];

    public static async Task<HeardPiece> Of(
        RigSystem rig, HearingSpec ears, Vocabulary vocabulary, IAudioInput input)
    {
        var heard = new HeardPiece();
        using (input)
        {
            await rig.Run(new RigPlan
            {
                Ears = ears,
                Input = input,
                Quantizer = vocabulary.CreateQuantizer,
                Observer = heard,
            });
        }

        return heard;
    }

    public void Captured(Slot slot)
    {
        if (slot is not SegmentCaptured segment)
        {
            return;
        }

        _detector ??= new ReflexDetector(segment.Start.HalfSamples / 2);
        _detector.Hear(
            segment.Samples.Span[..(int)segment.Length.Samples], segment.Place.CapturedTimestamp);
        while (_detector.TryTake(out var block))
        {
            Reflexes.Add(block);
        }
    }

    public void Tokenized(Slot slot)
    {
        if (slot is FrameToken token)
        {
            Tokens.Add(token);
        }
    }
}
