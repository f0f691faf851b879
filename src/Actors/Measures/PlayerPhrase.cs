using Antiphon.Time;

namespace Antiphon.Measures;

/// <summary>A phrase of the player.</summary>
/// <param name="Start">Where its first frame begins.</param>
/// <param name="End">Where its last frame ends.</param>
internal readonly record struct PlayerPhrase(SampleTime Start, SampleTime End);
