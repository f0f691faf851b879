using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Quantizer;

namespace Antiphon.Perception;

/// <summary>
/// Counts the frames of a corpus and takes their means: the trainer's first walk.
/// </summary>
internal sealed class TrainingCensus
{
    private readonly int _framesPerSegment;
    private readonly bool[] _first;
    private readonly FeatureMean?[] _means;
    private readonly long[] _frames = new long[2];
    private readonly long[] _rests = new long[2];
    private readonly long[] _warming = new long[2];

    /// <param name="framesPerSegment">Frames that every segment must have.</param>
    public TrainingCensus(TrainingSet corpus, int framesPerSegment, Action<double> progress)
    {
        _framesPerSegment = framesPerSegment;
        _first = [.. corpus.Recordings.Select(recording => recording.OffsetSamples == 0)];
        _means = new FeatureMean?[corpus.Recordings.Count * 2];
        corpus.Walk(_ => { }, Count, () => { }, _ => { }, progress);
    }

    /// <summary>Features per frame; 0 when nothing was heard.</summary>
    public int Dimensions { get; private set; }

    public long Segments { get; private set; }

    /// <summary>Frames to learn from in one stem of one recording.</summary>
    public long Vectors(int recording, Stem stem) =>
        _means[2 * recording + (int)stem]?.Count ?? 0;

    /// <summary>Frames to learn from in one stem of all recordings.</summary>
    public long Vectors(Stem stem) =>
        Enumerable.Range(0, _means.Length / 2).Sum(recording => Vectors(recording, stem));

    /// <summary>
    /// Frames to learn from at the first grid offset: the same sound heard again is no more sound.
    /// </summary>
    public long VectorsHeardOnce(Stem stem) => Enumerable.Range(0, _first.Length)
        .Where(recording => _first[recording])
        .Sum(recording => Vectors(recording, stem));

    /// <summary>The mean of one stem of one recording; null when it had no frame.</summary>
    public FeatureMean? Mean(int recording, Stem stem) =>
        _means[2 * recording + (int)stem];

    /// <param name="kept">Frames of the stem that words are fitted to.</param>
    public StemAudit Audit(Stem stem, long kept) => new(
        _frames[(int)stem], _rests[(int)stem], _warming[(int)stem], Vectors(stem), kept);

    private void Count(int recording, SegmentEncoded segment)
    {
        if (segment.Frames.Length != _framesPerSegment)
        {
            throw new ArgumentException(
                $"a segment of {segment.Frames.Length} frames, not {_framesPerSegment}");
        }

        Dimensions = Dimensions == 0 ? segment.Dimensions : Dimensions;
        Segments++;
        foreach (var stem in TrainingSet.Stems)
        {
            _frames[(int)stem] += segment.Frames.Length;
            for (var frame = 0; frame < segment.Frames.Length; frame++)
            {
                Count(recording, segment, stem, frame);
            }
        }
    }

    private void Count(int recording, SegmentEncoded segment, Stem stem, int frame)
    {
        if (!CausalFeatures.IsOpen(segment, stem, frame))
        {
            _rests[(int)stem]++;
        }
        else if (segment.Warming)
        {
            _warming[(int)stem]++;
        }
        else
        {
            CausalFeatures.RequireFinite(segment, stem, frame);
            var mean = _means[2 * recording + (int)stem] ??= new FeatureMean(Dimensions);
            mean.Add(segment.Frame(stem, frame));
        }
    }
}
