using Antiphon.Flow;
using Antiphon.Perception;

namespace Antiphon.Diagnosis;

/// <summary>
/// What a word tells of its frame's index in the segment. Ideally nothing: an encoder whose frames
/// see the segment's edges unlike its middle gives words that say where, not what.
/// </summary>
public static class FrameIndexInformation
{
    /// <param name="frames">Every frame of a hearing; rests and warming ones are left out.</param>
    public static PermutationControl Of(IEnumerable<HeardFrame> frames, Stem stem)
    {
        var (words, indices) = (new List<int>(), new List<int>());
        foreach (var frame in frames)
        {
            var word = WordCount.WordOf(frame, stem);
            if (!word.IsRest)
            {
                words.Add(word.Code);
                indices.Add(frame.Frame);
            }
        }

        return MutualInformation.Control([.. words], [.. indices]);
    }
}
