using Antiphon.Demo;
using Antiphon.Flow;

namespace Antiphon.Benchmarks.Yardstick;

/// <summary>A sound as one encoder heard it.</summary>
/// <param name="Score">What is played, where that is known.</param>
/// <param name="Samples">The unsplit sound at 24 kHz, mono.</param>
/// <param name="Slots">What the encoder said.</param>
internal sealed record YardstickSound(
    string Name, Score? Score, ReadOnlyMemory<float> Samples, IReadOnlyList<Slot> Slots);
