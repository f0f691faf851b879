using System.Collections.Immutable;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>The figures of a session, and those of a corpus behind them.</summary>
/// <remarks>
/// Not thread-safe. Bounded: the last <see cref="MostOfPlayer"/> of the player and
/// <see cref="MostOwn"/> of its own are kept.
/// </remarks>
/// <param name="corpus">Those of recordings.</param>
/// <param name="shuffle">What becomes of each as it is remembered; null for nothing.</param>
internal sealed class FigureMemory(
    IReadOnlyList<CorpusFigure>? corpus = null, FigureShuffle? shuffle = null)
{
    public const int MostOfPlayer = 64;
    public const int MostOwn = 16;
    public const int MostDrawn = 2;

    private const int LeastNotes = 4;
    private const double OlderSeconds = 22;
    private const double AlikeRhythm = 0.7;

    private readonly List<Figure> _player = [];
    private readonly List<Figure> _own = [];
    private readonly ImmutableArray<CorpusFigure> _corpus =
    [
        .. (corpus ?? []).Where(one => one.Figure.Notes.Length >= LeastNotes)
            .Select(one => shuffle is null ? one : one with { Figure = shuffle.Of(one.Figure) }),
    ];

    /// <summary>The player's figures, oldest first.</summary>
    public IReadOnlyList<Figure> Player => _player;

    public IReadOnlyList<Figure> Own => _own;

    public void Add(Figure figure)
    {
        var (list, most) = figure.Owner == FigureOwner.Own
            ? (_own, MostOwn)
            : (_player, MostOfPlayer);
        if (list is [.., var last] && last.From == figure.From
            && last.Notes.Length < figure.Notes.Length)
        {
            // The phrase went on: it is one figure.
            list.RemoveAt(list.Count - 1);
        }

        list.Add(shuffle?.Of(figure) ?? figure);
        if (list.Count > most)
        {
            list.RemoveAt(0);
        }
    }

    /// <summary>
    /// Keeps what was played itself, if it is the player's figure still: what led away from it is
    /// not developed further.
    /// </summary>
    public void Keep(PhrasePlan plan)
    {
        if (plan.Reason.Follows
            && plan.Reason.Development.Form is not (PhraseForm.Contrast or PhraseForm.Augment))
        {
            Add(plan.AsFigure());
        }
    }

    /// <summary>
    /// Draws where figures to answer with come from, and up to <see cref="MostDrawn"/> of there;
    /// the player's last one where others are not to be had, and none before the first.
    /// </summary>
    public IReadOnlyList<Figure> Draw(
        SourceWeights weights, NavigationOptions taste, SampleTime now, SplitMix64 random)
    {
        List<Figure> last = [.. _player.TakeLast(1)];
        List<Figure> older =
        [
            .. _player.SkipLast(1).Where(figure => figure.Notes.Length >= LeastNotes
                && now.SecondsSince(figure.From) > OlderSeconds),
        ];
        // What it has just played is not said twice on end.
        List<Figure> own = [.. _own.Count > 1 ? _own.SkipLast(1) : _own];
        var corpus = Allowed(taste);
        Span<double> shares =
        [
            last.Count > 0 ? weights.Last * taste.LiveWeight : 0,
            older.Count > 0 ? weights.Older * taste.LiveWeight : 0,
            own.Count > 0 ? weights.Own : 0,
            corpus.Length > 0 ? weights.Corpus * taste.CorpusWeight : 0,
        ];
        var sum = 0.0;
        foreach (var share in shares)
        {
            sum += share;
        }

        var draw = random.NextDouble() * sum - shares[0];
        if (draw < 0 || sum <= 0)
        {
            return last;
        }

        draw -= shares[1];
        if (draw < 0)
        {
            return Some(older, random);
        }

        draw -= shares[2];
        return draw < 0 ? Some(own, random)
            : corpus.Length > 0 ? [.. Some(corpus, random).Select(one => one.Figure)]
            : last;
    }

    private static List<T> Some<T>(IReadOnlyList<T> figures, SplitMix64 random)
    {
        List<T> some = [];
        for (var i = 0; i < MostDrawn; i++)
        {
            var one = figures[random.NextInt(figures.Count)];
            if (!some.Contains(one))
            {
                some.Add(one);
            }
        }

        return some;
    }

    private ImmutableArray<CorpusFigure> Allowed(NavigationOptions taste) =>
        taste.CorpusWeight <= 0 ? []
        : taste.Recording.Length == 0 && taste.Label.Length == 0 ? _corpus
        :
        [
            .. _corpus.Where(one =>
                (taste.Recording.Length == 0 || one.Figure.Recording == taste.Recording)
                && (taste.Label.Length == 0 || one.Labels.Contains(taste.Label))),
        ];

    /// <summary>
    /// How much of a motif a bar is: how often its rhythm came back in the session, from 0.
    /// </summary>
    public double Salience(Figure figure, int bar)
    {
        var (alike, all) = (0, 0);
        foreach (var other in _player)
        {
            for (var i = 0; i < other.Bars; i++)
            {
                all++;
                alike += figure.Likeness(bar, other, i) >= AlikeRhythm ? 1 : 0;
            }
        }

        return all == 0 ? 0 : (double)alike / all;
    }
}

/// <summary>How readily a figure is taken from somewhere; each from 0.</summary>
/// <param name="Last">The phrase that is answered.</param>
/// <param name="Older">What the player played long before.</param>
/// <param name="Own">What the agent itself played.</param>
/// <param name="Corpus">What was learned from recordings.</param>
internal readonly record struct SourceWeights(
    double Last, double Older, double Own, double Corpus);
