using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>A thin binding of <c>libjack</c>: what MIDI in and out need.</summary>
/// <remarks>Source: JACK API 0.124, jackaudio.org.</remarks>
internal static unsafe class LibJack
{
    public const string MidiType = "8 bit raw midi";
    public const ulong IsInput = 1;
    public const ulong IsOutput = 2;
    public const int NoStartServer = 1;

    public static readonly NativeModule Library = new(
        "jackd2", "libjack.so.0", "libjack.0.dylib", "libjack64.dll");

    public static readonly delegate* unmanaged[Cdecl]<byte*, int, int*, nint> ClientOpen =
        (delegate* unmanaged[Cdecl]<byte*, int, int*, nint>)Library["jack_client_open"];

    public static readonly delegate* unmanaged[Cdecl]<nint, int> ClientClose =
        (delegate* unmanaged[Cdecl]<nint, int>)Library["jack_client_close"];

    public static readonly delegate* unmanaged[Cdecl]<nint, int> Activate =
        (delegate* unmanaged[Cdecl]<nint, int>)Library["jack_activate"];

    public static readonly delegate* unmanaged[Cdecl]<nint, byte*> GetName =
        (delegate* unmanaged[Cdecl]<nint, byte*>)Library["jack_get_client_name"];

    public static readonly delegate* unmanaged[Cdecl]<
        nint, delegate* unmanaged[Cdecl]<uint, nint, int>, nint, int> SetProcess =
        (delegate* unmanaged[Cdecl]<
            nint, delegate* unmanaged[Cdecl]<uint, nint, int>, nint, int>)
        Library["jack_set_process_callback"];

    public static readonly delegate* unmanaged[Cdecl]<
        nint, delegate* unmanaged[Cdecl]<nint, void>, nint, void> OnShutdown =
        (delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<nint, void>, nint, void>)
        Library["jack_on_shutdown"];

    public static readonly delegate* unmanaged[Cdecl]<nint, uint> SampleRate =
        (delegate* unmanaged[Cdecl]<nint, uint>)Library["jack_get_sample_rate"];

    public static readonly delegate* unmanaged[Cdecl]<nint, uint> BufferSize =
        (delegate* unmanaged[Cdecl]<nint, uint>)Library["jack_get_buffer_size"];

    public static readonly delegate* unmanaged[Cdecl]<ulong> Time =
        (delegate* unmanaged[Cdecl]<ulong>)Library["jack_get_time"];

    public static readonly delegate* unmanaged[Cdecl]<nint, uint> LastFrameTime =
        (delegate* unmanaged[Cdecl]<nint, uint>)Library["jack_last_frame_time"];

    public static readonly delegate* unmanaged[Cdecl]<nint, ulong, uint> TimeToFrames =
        (delegate* unmanaged[Cdecl]<nint, ulong, uint>)Library["jack_time_to_frames"];

    public static readonly delegate* unmanaged[Cdecl]<nint, uint, ulong> FramesToTime =
        (delegate* unmanaged[Cdecl]<nint, uint, ulong>)Library["jack_frames_to_time"];

    public static readonly delegate* unmanaged[Cdecl]<
        nint, byte*, byte*, CULong, CULong, nint> PortRegister =
        (delegate* unmanaged[Cdecl]<nint, byte*, byte*, CULong, CULong, nint>)
        Library["jack_port_register"];

    public static readonly delegate* unmanaged[Cdecl]<nint, uint, void*> PortBuffer =
        (delegate* unmanaged[Cdecl]<nint, uint, void*>)Library["jack_port_get_buffer"];

    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, int> PortConnectedTo =
        (delegate* unmanaged[Cdecl]<nint, byte*, int>)Library["jack_port_connected_to"];

    public static readonly delegate* unmanaged[Cdecl]<
        nint, byte*, byte*, CULong, byte**> GetPorts =
        (delegate* unmanaged[Cdecl]<nint, byte*, byte*, CULong, byte**>)
        Library["jack_get_ports"];

    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, int> Connect =
        (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>)Library["jack_connect"];

    public static readonly delegate* unmanaged[Cdecl]<void*, void> Free =
        (delegate* unmanaged[Cdecl]<void*, void>)Library["jack_free"];

    public static readonly delegate* unmanaged[Cdecl]<void*, void> MidiClear =
        (delegate* unmanaged[Cdecl]<void*, void>)Library["jack_midi_clear_buffer"];

    public static readonly delegate* unmanaged[Cdecl]<void*, uint, byte*, nuint, int> MidiWrite =
        (delegate* unmanaged[Cdecl]<void*, uint, byte*, nuint, int>)
        Library["jack_midi_event_write"];

    public static readonly delegate* unmanaged[Cdecl]<void*, uint> MidiCount =
        (delegate* unmanaged[Cdecl]<void*, uint>)Library["jack_midi_get_event_count"];

    public static readonly delegate* unmanaged[Cdecl]<JackMidiEvent*, void*, uint, int> MidiGet =
        (delegate* unmanaged[Cdecl]<JackMidiEvent*, void*, uint, int>)
        Library["jack_midi_event_get"];

    // The library would write to standard error whenever it finds no server.
    static LibJack()
    {
        foreach (var function in new[] { "jack_set_error_function", "jack_set_info_function" })
        {
            var set = (delegate* unmanaged[Cdecl]<delegate* unmanaged[Cdecl]<byte*, void>, void>)
                Library[function];
            if (set != null)
            {
                set(&Ignore);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(byte* message)
    {
    }

    internal struct JackMidiEvent
    {
        public uint Offset;
        public nuint Size;
        public byte* Bytes;
    }
}
