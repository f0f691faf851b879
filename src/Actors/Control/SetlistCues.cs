using System.Text.Json.Serialization;
using Antiphon.Time;
using Antiphon.Wording;

namespace Antiphon.Control;

/// <summary>What is announced of a setlist, and when: pieces, pauses and the end.</summary>
/// <remarks>Of one that loops there is no end. Not thread-safe.</remarks>
public sealed class SetlistCues
{
    private readonly List<(SampleTime At, SetlistCue Cue)> _cues = [];
    private readonly SampleCount _period;
    private readonly bool _loops;
    private int _next;
    private long _pass;

    public SetlistCues(Setlist setlist)
    {
        _loops = setlist.Then == Setlist.Loops;
        var at = SampleTime.Zero;
        foreach (var (i, piece) in setlist.Pieces.Index())
        {
            _cues.Add((at, new PieceBegan(
                piece.Name, i + 1, setlist.Pieces.Count, piece.Seconds)
            {
                Chart = piece.Chart,
            }));
            at = at.PlusSeconds(piece.Seconds);
            var isLast = i == setlist.Pieces.Count - 1;
            if (piece.PauseSeconds > 0 && (!isLast || setlist.Then != Setlist.Stops))
            {
                _cues.Add((at, new PauseBegan(piece.Name, piece.PauseSeconds)));
            }

            at = isLast && setlist.Then == Setlist.Stops
                ? at
                : at.PlusSeconds(piece.PauseSeconds);
        }

        _period = setlist.Period;
        _cues.Add((at, new SetlistEnded(setlist.Then)));
    }

    /// <summary>Takes the next cue whose time has come.</summary>
    /// <param name="now">How far the partner has decided.</param>
    /// <returns>The cue and its time; null when none has.</returns>
    public (SampleTime At, SetlistCue Cue)? Take(SampleTime now)
    {
        if (_next == _cues.Count)
        {
            if (!_loops)
            {
                return null;
            }

            (_next, _pass) = (0, _pass + 1);
        }

        var (at, cue) = _cues[_next];
        at = new SampleTime(at.HalfSamples + 2 * _pass * _period.Samples);
        if (at > now)
        {
            return null;
        }

        _next++;
        return (at, cue);
    }
}

/// <summary>Something that is announced of a setlist.</summary>
public abstract record SetlistCue
{
    /// <summary>It as a line for a person.</summary>
    public abstract string Text { get; }
}

/// <summary>A piece begins.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Of">How many there are.</param>
/// <param name="Seconds">How long it lasts.</param>
public sealed record PieceBegan(string Piece, int Number, int Of, double Seconds) : SetlistCue
{
    /// <summary>Its own chart; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Chart { get; init; }

    public override string Text =>
        InvariantText.Text($"piece {Number} of {Of}: {Piece}, {Seconds:0.##} s")
        + (Chart is null ? "" : $", by the chart {Chart}");
}

/// <summary>A pause begins.</summary>
/// <param name="After">The piece that has ended.</param>
/// <param name="Seconds">How long it lasts.</param>
public sealed record PauseBegan(string After, double Seconds) : SetlistCue
{
    public override string Text =>
        InvariantText.Text($"{After} has ended: a pause of {Seconds:0.##} s");
}

/// <summary>The last piece, and its pause, have ended.</summary>
/// <param name="Then">What follows.</param>
public sealed record SetlistEnded(string Then) : SetlistCue
{
    public override string Text => "the setlist has ended: " + Then switch
    {
        Setlist.Loops => "it begins again",
        Setlist.PlaysOn => "the partner plays on as it likes",
        _ => "the partner begins nothing more, and listens on",
    };
}
