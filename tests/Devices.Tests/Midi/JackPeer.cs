using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>
/// The other end of a JACK connection, with a binding of its own: it hears what comes, each event
/// with the moment of its frame, or says bytes.
/// </summary>
internal sealed unsafe partial class JackPeer : IDisposable
{
    private const string Jack = "libjack.so.0";
    private const string MidiType = "8 bit raw midi";
    private const int Capacity = 1 << 16;

    private readonly nint _client;
    private readonly GCHandle _self;
    private readonly (long Microseconds, byte Status, byte Data1, byte Data2)[] _heard =
        new (long, byte, byte, byte)[Capacity];

    private readonly byte[]?[] _toSay = new byte[]?[Capacity];
    private readonly bool _says;
    private nint _port;
    private int _heardCount, _toSayCount, _said;
    private volatile bool _closed;
    private volatile int _lastThread;

    // Or the library writes to standard error at every look for a server.
    static JackPeer()
    {
        jack_set_error_function(&Ignore);
        jack_set_info_function(&Ignore);
    }

    /// <param name="name">Its client's name; the port is called "midi".</param>
    /// <param name="says">True for one that says, false for one that hears.</param>
    public JackPeer(string name, bool says = false)
    {
        _says = says;
        _client = jack_client_open(name, 1, out var status);
        if (_client == 0)
        {
            throw new InvalidOperationException($"no JACK server (status {status:x})");
        }

        _self = GCHandle.Alloc(this);
        _port = jack_port_register(_client, "midi", MidiType, says ? 2u : 1u, 0);
        _ = jack_set_process_callback(_client, &Process, GCHandle.ToIntPtr(_self));
        _ = jack_activate(_client);
    }

    /// <summary>How many events came.</summary>
    public int Count => Volatile.Read(ref _heardCount);

    /// <summary>What came, in order: moment in JACK's microseconds, and bytes.</summary>
    public (long Microseconds, byte Status, byte Data1, byte Data2)[] Heard => _heard[..Count];

    /// <summary>JACK's microseconds now.</summary>
    public static long Now => (long)jack_get_time();

    /// <summary>Tells the library, which looks at the process's own environment.</summary>
    public static void UseServer(string name) => _ = setenv("JACK_DEFAULT_SERVER", name, 1);

    /// <summary>Says a message in one of the next periods.</summary>
    public void Say(params byte[] message)
    {
        _toSay[_toSayCount] = message;
        Volatile.Write(ref _toSayCount, _toSayCount + 1);
    }

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            SpinWait.SpinUntil(
                () => _lastThread != 0 && tgkill(Environment.ProcessId, _lastThread, 0) != 0,
                TimeSpan.FromSeconds(2));
            _ = jack_client_close(_client);
            _self.Free();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Process(uint frames, nint self)
    {
        var peer = (JackPeer)GCHandle.FromIntPtr(self).Target!;
        var buffer = jack_port_get_buffer(peer._port, frames);
        if (peer._says)
        {
            peer.SayNext(buffer);
        }
        else
        {
            peer.Hear(buffer);
        }

        // Its thread ends by itself: cancelled inside of the runtime it could hold a lock for ever.
        peer._lastThread = peer._closed ? gettid() : 0;
        return peer._lastThread == 0 ? 0 : 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(nint message)
    {
    }

    private void Hear(nint buffer)
    {
        var first = jack_last_frame_time(_client);
        var count = jack_midi_get_event_count(buffer);
        for (var i = 0u; i < count && _heardCount < Capacity; i++)
        {
            // A server that dies in the middle of a period leaves nothing to read.
            if (jack_midi_event_get(out var e, buffer, i) != 0 || e.Bytes is null || e.Size == 0)
            {
                continue;
            }

            _heard[_heardCount] = (
                (long)jack_frames_to_time(_client, first + e.Time),
                e.Bytes[0],
                e.Size > 1 ? e.Bytes[1] : (byte)0,
                e.Size > 2 ? e.Bytes[2] : (byte)0);
            Volatile.Write(ref _heardCount, _heardCount + 1);
        }
    }

    private void SayNext(nint buffer)
    {
        jack_midi_clear_buffer(buffer);
        if (_said < Volatile.Read(ref _toSayCount))
        {
            fixed (byte* bytes = _toSay[_said])
            {
                _ = jack_midi_event_write(buffer, 7, bytes, (nuint)_toSay[_said]!.Length);
            }

            _said++;
        }
    }

    [LibraryImport(Jack, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint jack_client_open(string name, int options, out int status);

    [LibraryImport(Jack)]
    private static partial int jack_client_close(nint client);

    [LibraryImport(Jack)]
    private static partial int jack_activate(nint client);

    [LibraryImport(Jack, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint jack_port_register(
        nint client, string name, string type, nuint flags, nuint size);

    [LibraryImport(Jack)]
    private static partial int jack_set_process_callback(
        nint client, delegate* unmanaged[Cdecl]<uint, nint, int> process, nint argument);

    [LibraryImport(Jack)]
    private static partial nint jack_port_get_buffer(nint port, uint frames);

    [LibraryImport(Jack)]
    private static partial uint jack_last_frame_time(nint client);

    [LibraryImport(Jack)]
    private static partial ulong jack_frames_to_time(nint client, uint frames);

    [LibraryImport(Jack)]
    private static partial ulong jack_get_time();

    [LibraryImport(Jack)]
    private static partial uint jack_midi_get_event_count(nint buffer);

    [LibraryImport(Jack)]
    private static partial int jack_midi_event_get(out Event e, nint buffer, uint index);

    [LibraryImport(Jack)]
    private static partial void jack_midi_clear_buffer(nint buffer);

    [LibraryImport(Jack)]
    private static partial int jack_midi_event_write(
        nint buffer, uint time, byte* bytes, nuint size);

    [LibraryImport(Jack)]
    private static partial void jack_set_error_function(
        delegate* unmanaged[Cdecl]<nint, void> tell);

    [LibraryImport(Jack)]
    private static partial void jack_set_info_function(
        delegate* unmanaged[Cdecl]<nint, void> tell);

    [LibraryImport("libc")]
    private static partial int gettid();

    [LibraryImport("libc")]
    private static partial int tgkill(int process, int thread, int signal);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    private struct Event
    {
        public uint Time;
        public nuint Size;
        public byte* Bytes;
    }
}
