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

    /// <summary>Sends one event; must not wait for long.</summary>
    /// <param name="due">When it is meant to sound; never before that of an earlier call.</param>
    void Send(MidiEvent e, SampleTime due);

    /// <summary>
    /// Makes everything sent so far take effect: a port drains, a file is written.
    /// </summary>
    void Flush();
}
