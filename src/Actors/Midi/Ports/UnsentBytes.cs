namespace Antiphon.Midi;

/// <summary>
/// What a device that takes bytes in parts has not taken yet. It goes out before anything else, in
/// order, however often the device takes only a part again, so that no message is torn. Bounded:
/// see <see cref="Capacity"/>. Not thread-safe.
/// </summary>
/// <param name="write">
/// Offers bytes to the device; gives how many of the first it took, 0 or less for none.
/// </param>
internal sealed class UnsentBytes(UnsentBytes.Device write)
{
    /// <summary>Bytes that may wait: 85 messages; a device that far behind is stuck.</summary>
    public const int Capacity = 256;

    private readonly byte[] _waiting = new byte[Capacity];

    /// <summary>A device that bytes are offered to.</summary>
    public delegate int Device(ReadOnlySpan<byte> bytes);

    /// <summary>Bytes that wait, 0…<see cref="Capacity"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Sends a message after all that waits.</summary>
    /// <returns>False when the device takes nothing, or too much waits already.</returns>
    public bool TrySend(ReadOnlySpan<byte> message)
    {
        if (Count + message.Length > Capacity)
        {
            return false;
        }

        message.CopyTo(_waiting.AsSpan(Count));
        Count += message.Length;
        return TrySend();
    }

    /// <summary>Sends what waits; what the device does not take waits on.</summary>
    /// <returns>False when the device takes nothing.</returns>
    public bool TrySend()
    {
        if (Count == 0)
        {
            return true;
        }

        var taken = write(_waiting.AsSpan(0, Count));
        if (taken <= 0)
        {
            return false;
        }

        Count -= taken;
        _waiting.AsSpan(taken, Count).CopyTo(_waiting);
        return true;
    }
}
