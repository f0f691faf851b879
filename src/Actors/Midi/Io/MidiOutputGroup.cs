using Antiphon.Time;

namespace Antiphon.Midi.Io;

/// <summary>
/// Several outputs as one. A fault of one does not keep an event from the others; it is thrown
/// when all have been served, so that the transport counts it.
/// </summary>
public sealed class MidiOutputGroup(params IReadOnlyList<IMidiOutput> outputs) : IMidiOutput
{
    public string Name { get; } = string.Join(" + ", outputs.Select(output => output.Name));

    public void Send(MidiEvent e, SampleTime due) => Each(output => output.Send(e, due));

    public void Flush() => Each(output => output.Flush());

    public void Dispose() => Each(output => output.Dispose());

    private void Each(Action<IMidiOutput> serve)
    {
        Exception? fault = null;
        foreach (var output in outputs)
        {
            try
            {
                serve(output);
            }
            catch (Exception e)
            {
                fault = e;
            }
        }

        if (fault is not null)
        {
            throw new MidiException(MidiFault.Output, fault.Message, fault);
        }
    }
}
