using Antiphon.Midi;

namespace Antiphon.Tests.Midi;

/// <summary>A wire to a synthesiser that may be unplugged: the keys that it holds down.</summary>
internal sealed class FakeWire(FakeSynth synth) : IMidiWire
{
    public bool SoundsAtDue => synth.SoundsAtDue;

    public bool IsDisposed { get; private set; }

    public void Send(MidiEvent e, long due)
    {
        if (!synth.Plugged || IsDisposed)
        {
            throw new MidiException(MidiFault.Output, "unplugged");
        }

        synth.Got.Add((e, due));
    }

    public bool IsAlive() => synth.Plugged;

    public void Drain() => synth.Drains++;

    public void Dispose() => IsDisposed = true;
}

/// <summary>What is at the other end of a <see cref="FakeWire"/>.</summary>
internal sealed class FakeSynth
{
    public bool SoundsAtDue { get; init; }

    public bool Plugged { get; set; } = true;

    public int Drains { get; set; }

    public List<FakeWire> Wires { get; } = [];

    /// <summary>Attempts to open it.</summary>
    public int Attempts { get; private set; }

    public List<(MidiEvent Event, long Due)> Got { get; } = [];

    public IEnumerable<MidiEvent> Events => Got.Select(got => got.Event);

    /// <summary>Keys that sound, as a synthesiser that knows "all notes off" sees it.</summary>
    public int Sounding
    {
        get
        {
            var down = new HashSet<(int, int)>();
            foreach (var e in Events)
            {
                if (e.IsNoteOn)
                {
                    down.Add((e.Channel, e.Data1));
                }
                else if (e.IsNoteOff)
                {
                    down.Remove((e.Channel, e.Data1));
                }
                else if (e.IsControlChange && e.Data1 == 123)
                {
                    down.RemoveWhere(key => key.Item1 == e.Channel);
                }
            }

            return down.Count;
        }
    }

    public IMidiWire Open()
    {
        Attempts++;
        if (!Plugged)
        {
            throw new MidiException(MidiFault.Output, "nothing is plugged in");
        }

        Wires.Add(new FakeWire(this));
        return Wires[^1];
    }
}
