using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Measures;
using Antiphon.Perception;
using Antiphon.Quantizer;

namespace Antiphon.Session;

/// <summary>What is known in detail of the last ten minutes, in the order of time.</summary>
public sealed record SessionDetails(
    IReadOnlyList<SegmentEnvelope> Call,
    IReadOnlyList<FrameToken> Tokens,
    IReadOnlyList<NotePlanned> Notes,
    IReadOnlyList<TakenDecision> Decisions,
    IReadOnlyList<Gap> Gaps,
    IReadOnlyList<HealthNotice> Notices)
{
    /// <summary>The part of it that is music.</summary>
    public PlayedMusic Music => PlayedMusic.Of(
        Tokens, Notes, [.. Decisions.Select(taken => taken.Decision)]);
}
