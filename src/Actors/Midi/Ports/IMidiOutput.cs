using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Where the reply goes: a port, a file, or nowhere. Called by one thread at a time, with times
/// that never fall. It may throw; the sender counts that and keeps its ledger.
/// </summary>
public interface IMidiOutput : IDisposable
{
    /// <summary>Its address, for messages.</summary>
    string Name { get; }

    /// <summary>
    /// True when it takes events ahead of their time and sounds them at their time by itself; it
    /// is then fed <see cref="MidiOptions.LookAheadMs"/> early.
    /// </summary>
    bool SoundsAtDue => false;

    /// <summary>
    /// From an event to its sound at the slowest of its instruments, in ms; it is fed so much
    /// earlier.
    /// </summary>
    double LatencyMs => 0;

    /// <summary>
    /// True for a port at which somebody listens now; false for a file, or nothing.
    /// </summary>
    bool IsLive => false;

    /// <summary>False for an event that is not meant for it.</summary>
    bool Takes(MidiEvent e) => true;

    /// <summary>When <see cref="Advance"/> must let go next; null when it holds nothing.</summary>
    SampleTime? NextDue => null;

    /// <summary>How its ports fare; empty where there is nothing to tell.</summary>
    IReadOnlyList<MidiPortStatus> Ports => [];

    /// <summary>Sends one event; must not wait for long.</summary>
    /// <param name="due">When it is meant to sound; never before that of an earlier call.</param>
    void Send(MidiEvent e, SampleTime due);

    /// <summary>Lets go of events that were held until this time.</summary>
    void Advance(SampleTime now)
    {
    }

    /// <summary>
    /// Makes everything sent so far take effect: a port drains, a file is written.
    /// </summary>
    void Flush();
}
