using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// When to look after a port: while it is open every half second, when it is lost after 0.5, 1, 2,
/// 4, 4, … seconds, for ever.
/// </summary>
public sealed class PortRecovery
{
    /// <summary>How often an open port is looked at, and the first wait for a lost one.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait between two attempts to open a lost port.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private readonly Backoff _backoff = new(ShortestWait, LongestWait);

    /// <summary>True from its loss to its return.</summary>
    public bool IsLost { get; private set; }

    /// <summary>How long to wait before the next look or attempt.</summary>
    public TimeSpan Wait => _backoff.Wait;

    /// <summary>The port is gone.</summary>
    public void Lost()
    {
        IsLost = true;
        _backoff.Reset();
    }

    /// <summary>An attempt to open it failed.</summary>
    public void StillLost() => _backoff.Lengthen();

    /// <summary>It is open again.</summary>
    public void Returned()
    {
        IsLost = false;
        _backoff.Reset();
    }
}
