using Antiphon.Flow;
using Antiphon.Quantizer;

namespace Antiphon.Perception;

/// <summary>One codebook in the making: from moments to axes to words.</summary>
/// <remarks>Its steps are called in the order in which they stand here. Not thread-safe.</remarks>
internal sealed class CodebookFit
{
    private readonly TrainingCensus _census;
    private readonly VocabularyOptions _options;
    private readonly TrainingOptions _training;
    private readonly CovarianceSum _covariance;
    private readonly double[] _mean;
    private readonly long[] _kept;
    private PrincipalAxes? _axes;
    private float[] _vectors = [];
    private int _filled;

    /// <param name="stems">The stem it is for, or both when shared.</param>
    public CodebookFit(
        IReadOnlyList<Stem> stems,
        int recordings,
        TrainingCensus census,
        VocabularyOptions options,
        TrainingOptions training)
    {
        Stems = stems;
        _census = census;
        _options = options;
        _training = training;
        var cells = Enumerable.Range(0, recordings)
            .SelectMany(recording => stems.Select(stem => (recording, stem)))
            .ToList();
        var shares = BalancedThinning.Share(
            [.. cells.Select(cell => census.Vectors(cell.recording, cell.stem))],
            training.MaxFrames);
        _kept = new long[2 * recordings];
        var sets = new List<(FeatureMean, long)>();
        for (var i = 0; i < cells.Count; i++)
        {
            var (recording, stem) = cells[i];
            _kept[2 * recording + (int)stem] = shares[i];
            if (census.Mean(recording, stem) is { } mean)
            {
                sets.Add((mean, shares[i]));
            }
        }

        _mean = FeatureMean.Combine(sets, census.Dimensions);
        _covariance = new CovarianceSum(census.Dimensions, training.Threads);
    }

    public IReadOnlyList<Stem> Stems { get; }

    /// <summary>Frames of one stem that it is fitted to.</summary>
    public long Kept(Stem stem) => _kept.Where((_, cell) => cell % 2 == (int)stem).Sum();

    /// <summary>The way of a frame: without axes at first, then into their space.</summary>
    public StemFeatures CreateFeatures() => new(_mean, _options, _axes);

    public void AddToCovariance(int recording, Stem stem, long index, ReadOnlySpan<float> frame)
    {
        if (Keeps(recording, stem, index))
        {
            _covariance.Add(frame);
        }
    }

    public void FindAxes()
    {
        _axes = PrincipalAxes.Of(
            _covariance.Mean(), _covariance.Covariance(), _options.PcaSize, _options.Whiten);
        _vectors = new float[checked((int)_kept.Sum() * _axes.Size)];
    }

    public void Keep(int recording, Stem stem, long index, ReadOnlySpan<float> frame)
    {
        if (Keeps(recording, stem, index))
        {
            frame[.._axes!.Size].CopyTo(_vectors.AsSpan(_filled));
            _filled += _axes.Size;
        }
    }

    public Codebook FindWords(
        ulong seed, IProgress<double> progress, CancellationToken cancellation)
    {
        var clustering = KMeans.Fit(
            _vectors,
            _axes!.Size,
            new KMeansOptions
            {
                Clusters = _options.TokenCount,
                Restarts = _training.Restarts,
                Seed = seed,
                Spherical = _options.UnitSphere,
                Threads = _training.Threads,
            },
            progress,
            cancellation);
        return new Codebook(_mean, _axes, clustering.Centroids);
    }

    private bool Keeps(int recording, Stem stem, long index) => BalancedThinning.Keeps(
        index, _census.Vectors(recording, stem), _kept[2 * recording + (int)stem]);
}
