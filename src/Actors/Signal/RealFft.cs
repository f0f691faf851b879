namespace Antiphon.Signal;

/// <summary>The FFT of a real signal in single precision.</summary>
/// <param name="size">Samples per transform: a power of two from 32.</param>
/// <exception cref="ArgumentOutOfRangeException">Any other size.</exception>
public sealed class RealFft(int size) : RealFft<float>(size);
