using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Has a mind that nobody hears answer a made-up call, so that the first answer on stage does not
/// pay for the compiling of what it needs: a third of a second, in which its notes would be late.
/// </summary>
public static class MindWarmUp
{
    private const int Calls = 4;
    private const int CallSegments = 8;
    private const int RestSegments = 5;
    private const int OnsetEvery = 19;

    /// <param name="ground">The memory that will be looked through.</param>
    /// <returns>Notes that were planned; above 0.</returns>
    public static int Play(MemoryGround ground)
    {
        var estate = new MindEstate(new AgentOptions { Modes = new() { SilenceWeight = 0 } });
        var mind = new AgentMind(estate);
        var store = new MemoryStore(new MemoryOptions(), ground);
        var (notes, segment) = (0, 0L);
        for (var call = 0; call < Calls; call++)
        {
            for (var i = 0; i < CallSegments + RestSegments; i++, segment++)
            {
                for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
                {
                    var token = estate.Mark(
                        Token(new SegmentId(segment), frame, speaks: i < CallSegments));
                    notes += mind.Hear(
                        new TokenRemembered(token.Place, token, store.Remember(token)))
                        .Notes.Length;
                }
            }
        }

        return notes;
    }

    private static FrameToken Token(SegmentId segment, int frame, bool speaks)
    {
        var ordinal = FrameGrid.Ordinal(segment, frame);
        var place = new Place(segment, segment.Start, FrameGrid.SegmentLength, 0);
        var word = speaks ? new Word((byte)(ordinal / OnsetEvery % 8)) : Word.Rest;
        return new FrameToken(
            FrameCells.Of(place, frame, FrameGrid.FramesPerSegment),
            frame,
            FrameGrid.FrameCentre(segment.Start, frame),
            word,
            word,
            0,
            0,
            Describe(speaks, ordinal),
            Warming: false);
    }

    private static FrameDescriptors Describe(bool speaks, long ordinal)
    {
        var chroma = default(Chroma);
        chroma[(int)(ordinal / OnsetEvery % Chroma.Classes)] = speaks ? 1 : 0;
        return new FrameDescriptors
        {
            LoudnessDb = speaks ? -20 : -120,
            HarmonicLoudnessDb = speaks ? -22 : -120,
            PercussiveLoudnessDb = speaks ? -26 : -120,
            OnsetStrength = speaks && ordinal % OnsetEvery == 0 ? 9 : 0,
            F0Hz = speaks ? 220 + 30 * (ordinal / OnsetEvery % 8) : null,
            Voicing = speaks ? 1 : 0,
            Chroma = chroma,
            CentroidHz = speaks ? 1000 : 0,
            HarmonicOpen = speaks,
            PercussiveOpen = speaks,
        };
    }
}
