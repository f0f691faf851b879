using Antiphon.Time;

namespace Antiphon.Midi.Io;

/// <summary>
/// Several outputs as one. A fault of one keeps no event from the others and is counted with that
/// one. An event has failed as a whole when none of the live ports took it, or, where there is
/// none, no output at all.
/// </summary>
public sealed class MidiOutputGroup : IMidiOutput
{
    private readonly IReadOnlyList<IMidiOutput> _outputs;
    private readonly string?[] _faults;
    private readonly long[] _sent, _failed;

    public MidiOutputGroup(params IReadOnlyList<IMidiOutput> outputs)
    {
        _outputs = outputs;
        _faults = new string?[outputs.Count];
        (_sent, _failed) = (new long[outputs.Count], new long[outputs.Count]);
        Name = string.Join(" + ", outputs.Select(output => output.Name));
        IsLive = outputs.Any(output => output.IsLive);
        SoundsAtDue = outputs.Any(output => output.SoundsAtDue);
        LatencyMs = outputs.Select(output => output.LatencyMs).DefaultIfEmpty().Max();
    }

    public string Name { get; }

    public bool IsLive { get; }

    /// <summary>True when one of them does; the others hold events until their time.</summary>
    public bool SoundsAtDue { get; }

    public double LatencyMs { get; }

    public SampleTime? NextDue => _outputs.Min(output => output.NextDue);

    public IReadOnlyList<MidiPortStatus> Ports =>
        [.. _outputs.SelectMany((output, i) => output.Ports is [_, ..] ports ? ports : [Of(i)])];

    public bool Takes(MidiEvent e) => _outputs.Any(output => output.Takes(e));

    public void Send(MidiEvent e, SampleTime due)
    {
        Exception? fault = null;
        var took = false;
        for (var i = 0; i < _outputs.Count; i++)
        {
            if (!_outputs[i].Takes(e))
            {
                continue;
            }

            try
            {
                _outputs[i].Send(e, due);
                _sent[i]++;
                took |= _outputs[i].IsLive || !IsLive;
            }
            catch (Exception caught)
            {
                fault = caught;
                _failed[i]++;
                _faults[i] = caught.Message;
            }
        }

        if (!took && fault is not null)
        {
            throw new MidiException(MidiFault.Output, fault.Message, fault);
        }
    }

    public void Advance(SampleTime now)
    {
        foreach (var output in _outputs)
        {
            output.Advance(now);
        }
    }

    public void Flush() => Each(output => output.Flush());

    public void Dispose() => Each(output => output.Dispose());

    private MidiPortStatus Of(int i) => new(
        _outputs[i].Name, _faults[i] is null, _sent[i], _failed[i], 0, 0, 0, 0,
        default, _faults[i], null);

    private void Each(Action<IMidiOutput> serve)
    {
        Exception? fault = null;
        foreach (var output in _outputs)
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
