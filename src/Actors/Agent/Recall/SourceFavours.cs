namespace Antiphon.Agent;

/// <summary>
/// What a performer has said of the recordings: what was approved of is recalled more readily, what
/// was to change less. It fades.
/// </summary>
/// <remarks>Bounded by the number of recordings. Not thread-safe.</remarks>
internal sealed class SourceFavours
{
    private const double Liked = 2;
    private const double Disliked = 0.2;
    private const double KeptEachPhrase = 0.9;

    private readonly Dictionary<string, double> _exponents = [];

    /// <summary>
    /// Weight of a recording, above 0; 1 while nothing was said. Null is what was live.
    /// </summary>
    public double Of(string? recording) =>
        _exponents.TryGetValue(recording ?? "", out var exponent) ? Math.Exp(exponent) : 1;

    public void Like(string? recording) => Add(recording, Math.Log(Liked));

    public void Dislike(string? recording) => Add(recording, Math.Log(Disliked));

    /// <summary>A phrase has passed.</summary>
    public void Fade()
    {
        foreach (var recording in _exponents.Keys)
        {
            _exponents[recording] *= KeptEachPhrase;
        }
    }

    private void Add(string? recording, double exponent) =>
        _exponents[recording ?? ""] = _exponents.GetValueOrDefault(recording ?? "") + exponent;
}
