namespace Antiphon.Capture;

/// <summary>What one read took out of a <see cref="CaptureRing"/>: part of one block.</summary>
/// <param name="Frame">
/// Number of its first frame since the stream began; frames that found no room are counted.
/// </param>
/// <param name="Frames">Frames taken; 0 when nothing was at hand.</param>
/// <param name="BlockEnd">The frame after the last of its block.</param>
/// <param name="Timestamp">Monotonic time at which the block came in.</param>
/// <param name="Overflowed">
/// True for the first piece of a block before which the device itself lost frames, nobody knows
/// how many.
/// </param>
public readonly record struct RingPiece(
    long Frame, int Frames, long BlockEnd, long Timestamp, bool Overflowed)
{
    public long End => Frame + Frames;

    public bool EndsBlock => Frames > 0 && End == BlockEnd;
}
