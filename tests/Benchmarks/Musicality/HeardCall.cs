using Antiphon.Agent;
using Antiphon.Notes;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>What a rig heard of a call, live.</summary>
/// <param name="Notes">Without the rig's own.</param>
/// <param name="Frames">What was known of the music as each frame reached the agent.</param>
internal sealed record HeardCall(
    IReadOnlyList<MusicNote> Notes, IReadOnlyList<(double Time, MusicNow Known)> Frames);
