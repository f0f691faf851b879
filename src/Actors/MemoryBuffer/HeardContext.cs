using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// The frames that a look-up starts from, the newest first, ready to be compared.
/// </summary>
internal sealed class HeardContext
{
    /// <summary>Frames compared at most: two seconds.</summary>
    public const int MostFrames = 150;

    /// <summary>Agreement that neither adds to a score nor takes from it.</summary>
    public const double Floor = 0.3;

    private static readonly double FramesPerSecond =
        FrameGrid.FramesPerSegment / FrameGrid.SegmentLength.Seconds;

    private readonly byte[] _harmonic;
    private readonly byte[] _percussive;
    private readonly double _harmonicShare;
    private readonly double _decay;
    private readonly TokenSimilarity _similarity;
    private readonly double[] _weights;

    private HeardContext(
        byte[] harmonic, byte[] percussive, TokenSimilarity similarity, ContextQuery query)
    {
        (_harmonic, _percussive, _similarity) = (harmonic, percussive, similarity);
        _harmonicShare =
            query.HarmonicWeight / (query.HarmonicWeight + query.PercussiveWeight);
        _decay = 1 / (query.HalfLifeSeconds * FramesPerSecond);
        _weights = new double[harmonic.Length];
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = double.Exp2(-i * _decay);
        }
    }

    /// <summary>Frames, up to the beginning of the phrase.</summary>
    public int Length => _harmonic.Length;

    /// <summary>Reads the context that ends with a state.</summary>
    public static HeardContext Of(MemoryView view, int at, ContextQuery query)
    {
        var most = Math.Min(
            MostFrames, (int)Math.Ceiling(query.ContextSeconds * FramesPerSecond));
        var length = 0;
        while (length < most && view.LetterOf(at - length, Stem.Harmonic) != OracleSymbol.Break)
        {
            length++;
        }

        var (harmonic, percussive) = (new byte[length], new byte[length]);
        for (var i = 0; i < length; i++)
        {
            harmonic[i] = view.LetterOf(at - i, Stem.Harmonic);
            percussive[i] = view.LetterOf(at - i, Stem.Percussive);
        }

        return new HeardContext(harmonic, percussive, view.Similarity, query);
    }

    /// <summary>How much a frame counts: 1 for the newest.</summary>
    public double Weight(int frame) => _weights[frame];

    /// <summary>How much a stem counts, 0…1.</summary>
    public double Share(Stem stem) =>
        stem == Stem.Harmonic ? _harmonicShare : 1 - _harmonicShare;

    /// <summary>Likeness of every letter to what one stem said in a frame, [256].</summary>
    public ReadOnlySpan<byte> Likeness(int frame, Stem stem) => _similarity.Row(
        stem, stem == Stem.Harmonic ? _harmonic[frame] : _percussive[frame]);

    /// <summary>How well a pair of letters agrees with a frame, 0…1.</summary>
    /// <remarks>
    /// A stem that rests in both says nothing; where no stem that counts says anything, the
    /// agreement is <see cref="Floor"/>, which neither adds nor takes.
    /// </remarks>
    public double Agreement(int frame, byte harmonic, byte percussive)
    {
        double agreement = 0, counted = 0;
        if (harmonic != OracleSymbol.Rest || _harmonic[frame] != OracleSymbol.Rest)
        {
            counted += _harmonicShare;
            agreement += _harmonicShare * Likeness(frame, Stem.Harmonic)[harmonic];
        }

        if (percussive != OracleSymbol.Rest || _percussive[frame] != OracleSymbol.Rest)
        {
            counted += 1 - _harmonicShare;
            agreement += (1 - _harmonicShare) * Likeness(frame, Stem.Percussive)[percussive];
        }

        return counted > 0 ? agreement / (counted * TokenSimilarity.Same) : Floor;
    }
}
