using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Diagnosis;

/// <summary>
/// What a word tells of its frame's index in the segment. Ideally nothing: an encoder whose frames
/// see the segment's edges unlike its middle gives words that say where, not what.
/// </summary>
/// <remarks>
/// The control turns the indices of each segment round by a number drawn for that segment. So the
/// runs in which words are held stay as they are; shuffled frame by frame they would fall apart,
/// chance would seem to tell more, and a fault could hide below it.
/// </remarks>
public static class FrameIndexInformation
{
    private const int Turns = 20;

    /// <param name="frames">Every frame of a hearing; rests and warming ones are left out.</param>
    /// <param name="seed">Equal seeds give equal controls.</param>
    public static PermutationBaseline Of(
        IEnumerable<HeardFrame> frames, Stem stem, ulong seed = 1)
    {
        var sounding =
            frames.Where(frame => !TokenTally.WordOf(frame, stem).IsRest).ToList();
        var words = sounding.Select(frame => (int)frame.Of(stem).Code).ToArray();
        var indices = sounding.Select(frame => frame.Frame).ToArray();
        var random = new SplitMix64(seed);
        return PermutationBaseline.Of(
            MutualInformation.Normalised(words, indices),
            [.. Enumerable.Range(0, Turns).Select(
                _ => MutualInformation.Normalised(words, Turned(sounding, random)))]);
    }

    private static int[] Turned(List<HeardFrame> frames, SplitMix64 random)
    {
        var turned = new int[frames.Count];
        var turn = 0;
        for (var i = 0; i < turned.Length; i++)
        {
            if (i == 0 || frames[i].Segment != frames[i - 1].Segment)
            {
                turn = random.NextInt(FrameGrid.FramesPerSegment);
            }

            turned[i] = (frames[i].Frame + turn) % FrameGrid.FramesPerSegment;
        }

        return turned;
    }
}

/// <summary>What the diagnosis keeps of a frame token.</summary>
/// <param name="Segment">The segment it came from, in its own hearing.</param>
/// <param name="Frame">Index within the segment, from 0.</param>
/// <param name="Time">The centre of the frame, in its own hearing.</param>
/// <param name="Warming">True where training would not count it.</param>
public readonly record struct HeardFrame(
    SegmentId Segment, int Frame, SampleTime Time, Token Harmonic, Token Percussive, bool Warming)
{
    public static HeardFrame Of(FrameToken token) => new(
        token.Segment, token.Frame, token.Time, token.Harmonic, token.Percussive, token.Warming);

    public Token Of(Stem stem) => stem == Stem.Harmonic ? Harmonic : Percussive;
}
