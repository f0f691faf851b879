using System.Collections.Immutable;
using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Measures;

/// <summary>What a player and the agent did together, as far as it is measured.</summary>
/// <param name="Tokens">What was heard, in order; gaps are left out.</param>
/// <param name="Notes">The agent's notes that really sounded, in any order.</param>
/// <param name="Decisions">What they rest on, in order.</param>
/// <param name="From">Where the measured stretch begins; what came before is only context.</param>
/// <param name="To">Where it ends.</param>
public sealed record PlayedMusic(
    IReadOnlyList<FrameToken> Tokens,
    IReadOnlyList<NotePlanned> Notes,
    IReadOnlyList<Decision> Decisions,
    SampleTime From,
    SampleTime To)
{
    /// <summary>What the ear heard in frames, by their ordinals.</summary>
    public IReadOnlyDictionary<long, HeardFrame> Heard { get; init; } =
        ImmutableDictionary<long, HeardFrame>.Empty;

    /// <summary>From the first frame heard to the last sound of either.</summary>
    public static PlayedMusic Of(
        IReadOnlyList<FrameToken> tokens,
        IReadOnlyList<NotePlanned> notes,
        IReadOnlyList<Decision> decisions)
    {
        var from = tokens.Count > 0
            ? tokens[0].Start
            : notes.Select(note => note.Due).DefaultIfEmpty().Min();
        var to = notes.Select(note => note.Due + note.Length)
            .Append(tokens.Count > 0 ? tokens[^1].End : from)
            .Max();
        return new PlayedMusic(tokens, notes, decisions, from, to);
    }

    /// <summary>The same music, measured from one time to another.</summary>
    public PlayedMusic Within(SampleTime from, SampleTime to) => this with { From = from, To = to };

    internal double Seconds => Math.Max(0, To.SecondsSince(From));

    internal bool Measures(SampleTime time) => time >= From && time < To;
}
