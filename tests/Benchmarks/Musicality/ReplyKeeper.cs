using Antiphon.Measures;
using Antiphon.Midi;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>An output that keeps the notes as they sound.</summary>
internal sealed class ReplyKeeper(MidiOptions options) : IMidiOutput
{
    private const double ShortestSeconds = 0.01;

    private readonly Dictionary<(int Channel, int Key), (double Onset, int Velocity)> _held = [];
    private readonly List<Tone> _tones = [];

    public string Name => "kept";

    /// <summary>Notes that have ended, as they ended.</summary>
    public IReadOnlyList<Tone> Tones => _tones;

    public void Send(MidiEvent e, SampleTime due)
    {
        var place = (e.Channel, (int)e.Data1);
        if ((e.IsNoteOn || e.IsNoteOff) && _held.Remove(place, out var held)
            && due.Seconds - held.Onset > ShortestSeconds)
        {
            _tones.Add(new Tone(
                held.Onset, due.Seconds - held.Onset, e.Data1, held.Velocity, VoiceOf(e.Channel)));
        }

        if (e.IsNoteOn)
        {
            _held[place] = (due.Seconds, e.Data2);
        }
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private int VoiceOf(int channel) =>
        channel == options.MelodyChannel ? 0 : channel == options.BassChannel ? 1 : 2;
}
