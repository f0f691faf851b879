using Antiphon.Midi;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>Keeps what it hears.</summary>
internal sealed class Listener : IMidiListener
{
    private readonly List<MidiHeard> _heard = [];
    private int _losses;

    public IReadOnlyList<MidiHeard> Heard
    {
        get
        {
            lock (_heard)
            {
                return [.. _heard];
            }
        }
    }

    public int Losses => Volatile.Read(ref _losses);

    public void Hear(MidiHeard heard)
    {
        lock (_heard)
        {
            _heard.Add(heard);
        }
    }

    public void Lost(long timestamp) => Interlocked.Increment(ref _losses);
}
