using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;

namespace Antiphon.Session;

/// <summary>What is known in detail of the last ten minutes, in the order of time.</summary>
public sealed record SessionDetails(
    IReadOnlyList<SegmentEnvelope> Call,
    IReadOnlyList<FrameToken> Tokens,
    IReadOnlyList<NotePlanned> Notes,
    IReadOnlyList<Decision> Decisions,
    IReadOnlyList<Gap> Gaps,
    IReadOnlyList<HealthNotice> Notices);
