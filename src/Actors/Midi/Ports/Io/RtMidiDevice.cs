using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>
/// An object of RtMidi on one of the systems it knows, with one port open. The system is chosen
/// here and never by the library, whose ALSA object ends the process where <c>/dev/snd/seq</c> is
/// missing.
/// </summary>
internal sealed unsafe class RtMidiDevice : IDisposable
{
    private const string ClientName = "antiphon";
    private const string AlsaSequencer = "/dev/snd/seq";
    private const int QueueSize = 1024;

    private readonly string _address;
    private readonly bool _isOutput;
    private readonly NativeHandle _device;
    private readonly JackClient? _server;
    private string? _other;
    private int _disposed;

    private RtMidiDevice(string address, bool isOutput, int api, TimeProvider time)
    {
        (_address, _isOutput) = (address, isOutput);

        // RtMidi does not notice that its JACK server is gone; a client of our own does.
        _server = api == LibRtMidi.Jack ? JackClient.Watch(address, time) : null;
        var device = Create(isOutput, api);
        _device = new NativeHandle(device, isOutput ? FreeOutput : FreeInput);
        if (device == 0 || *(nint*)device == 0)
        {
            var why = device == 0 ? "RtMidi is out of order" : LibRtMidi.FaultOf(device);
            Dispose();
            throw Refused(why ?? "it does not say why");
        }
    }

    /// <summary>Where it runs, for people.</summary>
    public string System => _server is null ? "the system's MIDI" : "JACK";

    /// <summary>Opens a port on the first system that has it.</summary>
    /// <param name="target">The port or a part of its name; empty for one others connect to.
    /// </param>
    /// <param name="beforeOpen">What is to be done to the object before the port is open.</param>
    /// <exception cref="MidiException">No library, no MIDI system, or no such port.</exception>
    public static RtMidiDevice Open(
        string target, bool isOutput, TimeProvider time, Action<nint>? beforeOpen = null)
    {
        var address = $"rtmidi:{target}";
        MidiException.Require(LibRtMidi.Library, address);
        MidiException? fault = null;
        foreach (var api in Apis(time))
        {
            RtMidiDevice? device = null;
            try
            {
                device = new RtMidiDevice(address, isOutput, api, time);
                device.OpenPort(target, beforeOpen);
                return device;
            }
            catch (MidiException caught)
            {
                device?.Dispose();
                fault = caught;
            }
        }

        throw fault ?? NoSystem(address);
    }

    /// <summary>The ports of every system that is there.</summary>
    /// <exception cref="MidiException">No library, or no MIDI system.</exception>
    public static IReadOnlyList<string> Ports(bool outputs, TimeProvider time)
    {
        MidiException.Require(LibRtMidi.Library, "rtmidi:");
        var names = new List<string>();
        var apis = Apis(time);
        foreach (var api in apis.Length > 0 ? apis : throw NoSystem("rtmidi:"))
        {
            using var device = new RtMidiDevice("rtmidi:", outputs, api, time);
            names.AddRange(device.Names());
        }

        return names;
    }

    public void Send(ReadOnlySpan<byte> message)
    {
        var fault = _device.Use(
            message,
            static (device, bytes) =>
            {
                fixed (byte* first = bytes)
                {
                    return LibRtMidi.SendMessage(device, first, bytes.Length) < 0
                        ? LibRtMidi.FaultOf(device) ?? "it took nothing"
                        : null;
                }
            },
            freed: "it is closed");
        if (fault is not null)
        {
            throw Refused(fault);
        }
    }

    public bool IsAlive() =>
        _server?.IsAlive() != false && (_other is null || Names().Contains(_other));

    /// <summary>Waits until JACK has taken what was sent; other systems take it at once.</summary>
    public void Drain() => _server?.AwaitPeriods(JackClient.DrainPatience);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // RtMidi frees what its callback needs before it ends the thread that calls it; and
            // JACK ends that thread wherever it is. So the callback must have gone before.
            if (!_isOutput)
            {
                _device.Use(0, ClosePort, 0);
                _server?.AwaitPeriods(JackClient.DrainPatience);
            }

            _device.Dispose();
            _server?.Dispose();
        }
    }

    private static nint Create(bool isOutput, int api)
    {
        fixed (byte* name = LibRtMidi.Text(ClientName))
        {
            return isOutput
                ? LibRtMidi.OutCreate(api, name)
                : LibRtMidi.InCreate(api, name, QueueSize);
        }
    }

    private static void FreeOutput(nint device) => LibRtMidi.OutFree(device);

    private static void FreeInput(nint device) => LibRtMidi.InFree(device);

    private static int ClosePort(nint device, int unused)
    {
        if (*(nint*)device != 0)
        {
            LibRtMidi.ClosePort(device);
        }

        return unused;
    }

    private static MidiException NoSystem(string address) => new(
        MidiFault.Output,
        $"{address} cannot be opened: neither {AlsaSequencer} nor a JACK server is there.");

    private static int[] Apis(TimeProvider time)
    {
        var compiled = stackalloc int[16];
        var count = LibRtMidi.CompiledApis(compiled, 16);
        var apis = new ReadOnlySpan<int>(compiled, Math.Min(16, count)).ToArray();
        return
        [
            .. apis.Where(api => api switch
            {
                LibRtMidi.Alsa => File.Exists(AlsaSequencer),
                LibRtMidi.Jack => false,
                _ => api is 1 or 4,
            }),
            .. apis.Where(api => api == LibRtMidi.Jack && JackIsThere(time)),
        ];
    }

    private static bool JackIsThere(TimeProvider time)
    {
        try
        {
            using var server = JackClient.Watch("rtmidi:", time);
            return true;
        }
        catch (MidiException)
        {
            return false;
        }
    }

    private IReadOnlyList<string> Names() =>
        _device.Use(0, static (device, _) => LibRtMidi.Names(device), freed: []);

    private void OpenPort(string target, Action<nint>? beforeOpen)
    {
        var fault = _device.Use(
            target,
            (device, port) =>
            {
                beforeOpen?.Invoke(device);
                return OpenPort(device, port);
            },
            freed: "it is closed");
        if (fault is not null)
        {
            throw Refused(fault);
        }

        _server?.AwaitConnection();
    }

    private string? OpenPort(nint device, string target)
    {
        var name = LibRtMidi.Text(_isOutput ? "out" : "in");
        fixed (byte* own = name)
        {
            if (target.Length == 0)
            {
                LibRtMidi.OpenVirtualPort(device, own);
            }
            else
            {
                var names = LibRtMidi.Names(device);
                var port = PortNames.Find(_address, names, target);
                LibRtMidi.OpenPort(device, (uint)port, own);
                _other = names[port];
            }
        }

        return LibRtMidi.FaultOf(device);
    }

    private MidiException Refused(string why) =>
        new(MidiFault.Output, $"{_address} cannot be opened: {why}.");
}
