using Antiphon.Control;
using Antiphon.Session;

namespace Antiphon.Host.Composition;

/// <summary>A setlist as a session remembers it: the names and times of its pieces.</summary>
/// <param name="Path">Where it lay.</param>
/// <param name="Pieces">In the order of time; of one that loops, the first time.</param>
/// <param name="AgainAfterSeconds">When they begin again; null where they do not.</param>
internal sealed record PlayedSetlist(
    string Path, IReadOnlyList<PlayedPiece> Pieces, double? AgainAfterSeconds)
{
    private const int MostPieces = 10_000;

    public static PlayedSetlist Of(ReadSetlist read)
    {
        var setlist = read.Setlist;
        List<PlayedPiece> pieces = [];
        var at = 0.0;
        foreach (var piece in setlist.Pieces)
        {
            pieces.Add(new(piece.Name, at, piece.Seconds) { Chart = piece.Chart });
            at += piece.Seconds + piece.PauseSeconds;
        }

        return new PlayedSetlist(
            read.Path, pieces, setlist.Then == Setlist.Loops ? setlist.Period.Seconds : null);
    }

    /// <summary>Whether it is as it may have been written; what is read may be damaged.</summary>
    public bool IsWhole() => Path is not null && Pieces is { Count: <= MostPieces }
        && Pieces.All(piece => piece is { Name: not null, Seconds: >= 0, Length: > 0 })
        && AgainAfterSeconds is not < 0.1;
}
