namespace Antiphon.Perception;

/// <summary>How often the words of one stem came in training, against which live is held.</summary>
/// <param name="Histogram">
/// [words]: frames of each word; rests and warming frames not counted.
/// </param>
/// <param name="Bigrams">
/// [words, words]: how often a frame's word (row) was followed by that of the very next frame
/// (column); no pair spans a rest, a gap, a warming frame or two recordings.
/// </param>
/// <param name="MeanDistance">Mean distance of a frame to its word, from 0.</param>
public sealed record StemStatistics(
    ReadOnlyMemory<long> Histogram, ReadOnlyMemory<long> Bigrams, double MeanDistance)
{
    /// <summary>Frames counted.</summary>
    public long Frames
    {
        get
        {
            var sum = 0L;
            foreach (var count in Histogram.Span)
            {
                sum += count;
            }

            return sum;
        }
    }
}
