using System.Runtime.InteropServices;
using System.Text;
using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>A thin binding of the C interface of <c>librtmidi</c>.</summary>
/// <remarks>
/// Source: rtmidi_c.h of RtMidi 5.0.0, Gary P. Scavone. Its objects begin with: pointer, data, a
/// byte that is 0 after a failure, message.
/// </remarks>
internal static unsafe class LibRtMidi
{
    public const int Alsa = 2;
    public const int Jack = 3;

    public static readonly NativeModule Library = new(
        "librtmidi6", "librtmidi.so.6", "librtmidi.so.7", "librtmidi.so",
        "librtmidi.dylib", "rtmidi.dll");

    public static readonly delegate* unmanaged[Cdecl]<int*, uint, int> CompiledApis =
        (delegate* unmanaged[Cdecl]<int*, uint, int>)Library["rtmidi_get_compiled_api"];

    public static readonly delegate* unmanaged[Cdecl]<int, byte*, nint> OutCreate =
        (delegate* unmanaged[Cdecl]<int, byte*, nint>)Library["rtmidi_out_create"];

    public static readonly delegate* unmanaged[Cdecl]<int, byte*, uint, nint> InCreate =
        (delegate* unmanaged[Cdecl]<int, byte*, uint, nint>)Library["rtmidi_in_create"];

    public static readonly delegate* unmanaged[Cdecl]<nint, void> OutFree =
        (delegate* unmanaged[Cdecl]<nint, void>)Library["rtmidi_out_free"];

    public static readonly delegate* unmanaged[Cdecl]<nint, void> InFree =
        (delegate* unmanaged[Cdecl]<nint, void>)Library["rtmidi_in_free"];

    public static readonly delegate* unmanaged[Cdecl]<nint, uint> PortCount =
        (delegate* unmanaged[Cdecl]<nint, uint>)Library["rtmidi_get_port_count"];

    public static readonly delegate* unmanaged[Cdecl]<nint, uint, byte*, int*, int> PortName =
        (delegate* unmanaged[Cdecl]<nint, uint, byte*, int*, int>)
        Library["rtmidi_get_port_name"];

    public static readonly delegate* unmanaged[Cdecl]<nint, uint, byte*, void> OpenPort =
        (delegate* unmanaged[Cdecl]<nint, uint, byte*, void>)Library["rtmidi_open_port"];

    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, void> OpenVirtualPort =
        (delegate* unmanaged[Cdecl]<nint, byte*, void>)Library["rtmidi_open_virtual_port"];

    public static readonly delegate* unmanaged[Cdecl]<nint, void> ClosePort =
        (delegate* unmanaged[Cdecl]<nint, void>)Library["rtmidi_close_port"];

    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, int, int> SendMessage =
        (delegate* unmanaged[Cdecl]<nint, byte*, int, int>)Library["rtmidi_out_send_message"];

    public static readonly delegate* unmanaged[Cdecl]<
        nint, delegate* unmanaged[Cdecl]<double, byte*, nuint, nint, void>, nint, void>
        SetCallback = (delegate* unmanaged[Cdecl]<
            nint, delegate* unmanaged[Cdecl]<double, byte*, nuint, nint, void>, nint, void>)
        Library["rtmidi_in_set_callback"];

    /// <summary>What the last call on an object said; null when it went well.</summary>
    public static string? FaultOf(nint device)
    {
        var fields = (nint*)device;
        return *(byte*)(fields + 2) != 0
            ? null
            : Marshal.PtrToStringUTF8(fields[3]) ?? "it does not say why";
    }

    /// <summary>The names of the ports that an object could open.</summary>
    public static IReadOnlyList<string> Names(nint device)
    {
        var names = new string[PortCount(device)];
        for (var i = 0; i < names.Length; i++)
        {
            var length = 0;
            _ = PortName(device, (uint)i, null, &length);
            var bytes = new byte[Math.Max(1, length) + 1];
            length = bytes.Length;
            fixed (byte* first = bytes)
            {
                _ = PortName(device, (uint)i, first, &length);
                names[i] = Marshal.PtrToStringUTF8((nint)first) ?? "";
            }
        }

        return names;
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes($"{text}\0");
}
