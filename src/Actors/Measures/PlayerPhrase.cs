using Antiphon.Time;

namespace Antiphon.Measures;

/// <summary>A phrase of the player.</summary>
/// <param name="Start">Where its first frame begins.</param>
/// <param name="End">Where its last frame ends.</param>
/// <param name="Closed">When the rest that ended it was long enough to say so.</param>
internal readonly record struct PlayerPhrase(SampleTime Start, SampleTime End, SampleTime Closed);
