using Antiphon.Midi;
using Antiphon.Time;

namespace Antiphon.Benchmarks.MidiJitter;

/// <summary>
/// A port whose ability to sound events at their time is not used: for the comparison, they go out
/// when they are sent.
/// </summary>
internal sealed class AtOnceOutput(IMidiOutput inner, SampleClock clock) : IMidiOutput
{
    public string Name => inner.Name;

    public void Send(MidiEvent e, SampleTime due) => inner.Send(e, clock.Now);

    public void Flush() => inner.Flush();

    public void Dispose() => inner.Dispose();
}
