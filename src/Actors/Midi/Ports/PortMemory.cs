namespace Antiphon.Midi;

/// <summary>
/// What one port was told: which keys are down, which instruments were chosen, whether its clock
/// runs. A port that comes back has forgotten, and is told again. Bounded by 16 channels of 128
/// keys. Not thread-safe.
/// </summary>
internal sealed class PortMemory
{
    private const int Channels = 16;
    private const int Keys = 128;

    private readonly bool[] _down = new bool[Channels * Keys];
    private readonly MidiEvent?[] _bankHigh = new MidiEvent?[Channels];
    private readonly MidiEvent?[] _bankLow = new MidiEvent?[Channels];
    private readonly MidiEvent?[] _program = new MidiEvent?[Channels];
    private readonly bool[] _used = new bool[Channels];
    private bool _clockRuns;

    /// <summary>Keys that are down, 0…2048.</summary>
    public int KeysDown { get; private set; }

    /// <summary>Takes note of an event that the port took.</summary>
    public void Sent(MidiEvent e)
    {
        if (e.IsNoteOn || e.IsNoteOff)
        {
            Press((e.Channel - 1) * Keys + e.Data1, e.IsNoteOn);
        }

        Choose(e);
    }

    /// <summary>
    /// Takes note of what holds even if the port did not take it: instruments and clock.
    /// </summary>
    public void Choose(MidiEvent e)
    {
        if (e.IsRealTime)
        {
            _clockRuns = e != MidiEvent.Stop;
            return;
        }

        var channel = e.Channel - 1;
        _used[channel] = true;
        if (e.IsProgramChange)
        {
            _program[channel] = e;
        }
        else if (e.IsControlChange && e.Data1 == 0)
        {
            _bankHigh[channel] = e;
        }
        else if (e.IsControlChange && e.Data1 == 32)
        {
            _bankLow[channel] = e;
        }
    }

    /// <summary>
    /// What a port is told when it is back: the note-offs that it missed, silence on each of its
    /// channels, then its instruments and clock.
    /// </summary>
    public IReadOnlyList<MidiEvent> Reminder()
    {
        var channels = Enumerable.Range(0, Channels).Where(channel => _used[channel]).ToList();
        IEnumerable<MidiEvent> offs =
            from slot in Enumerable.Range(0, _down.Length)
            where _down[slot]
            select MidiEvent.NoteOff(slot / Keys + 1, slot % Keys);
        var instruments =
            from channel in channels
            from e in new[] { _bankHigh[channel], _bankLow[channel], _program[channel] }
            where e is not null
            select e.Value;
        return
        [
            .. offs,
            .. NoteLedger.PanicControllers(channels.Select(channel => channel + 1)),
            .. instruments,
            .. _clockRuns ? new[] { MidiEvent.Continue } : [],
        ];
    }

    private void Press(int slot, bool down)
    {
        KeysDown += down == _down[slot] ? 0 : down ? 1 : -1;
        _down[slot] = down;
    }
}
