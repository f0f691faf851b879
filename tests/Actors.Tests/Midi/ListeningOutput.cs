using Antiphon.Midi;
using Antiphon.Time;

namespace Antiphon.Tests.Midi;

/// <summary>An output that remembers what it got, and can be told to throw.</summary>
internal sealed class ListeningOutput : IMidiOutput
{
    private readonly bool[] _open = new bool[16 * 128];

    public string Name => "listening:";

    public bool SoundsAtDue { get; init; }

    public bool IsLive { get; init; }

    public Func<MidiEvent, bool> Throws { get; set; } = _ => false;

    public List<(MidiEvent Event, SampleTime Due)> Events { get; } = [];

    public int Flushes { get; private set; }

    public int Open => _open.Count(open => open);

    /// <summary>Note-ons of open keys, and note-offs of closed ones.</summary>
    public int Unpaired { get; private set; }

    public IEnumerable<(MidiEvent Event, SampleTime Due)> Notes =>
        Events.Where(sent => sent.Event.IsNoteOn || sent.Event.IsNoteOff);

    public void Send(MidiEvent e, SampleTime due)
    {
        if (Throws(e))
        {
            throw new IOException("unplugged");
        }

        Events.Add((e, due));
        if (e.IsNoteOn || e.IsNoteOff)
        {
            var key = (e.Channel - 1) * 128 + e.Data1;
            Unpaired += _open[key] == e.IsNoteOn ? 1 : 0;
            _open[key] = e.IsNoteOn;
        }
    }

    public void Flush() => Flushes++;

    public void Dispose()
    {
    }
}
