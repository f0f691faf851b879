using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Antiphon.Native;

namespace Antiphon.Capture.Io;

/// <summary>
/// Keeps ALSA and JACK from writing to standard error of their own accord whenever devices are
/// looked for, and JACK from starting a server nobody asked for.
/// </summary>
internal static unsafe class NativeChatter
{
    /// <summary>Does what it can; a library that is missing has nothing to say.</summary>
    public static void Silence()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        delegate* unmanaged[Cdecl]<void> nothing = &SayNothing;
        SetHandler("libasound.so.2", "snd_lib_error_set_handler", (nint)nothing);
        SetHandler("libjack.so.0", "jack_set_error_function", (nint)nothing);
        SetHandler("libjack.so.0", "jack_set_info_function", (nint)nothing);
        NativeEnvironment.SetDefault("JACK_NO_START_SERVER", "1");
    }

    private static void SetHandler(string library, string setter, nint handler)
    {
        if (new NativeModule(library, library)[setter] is not 0 and var set)
        {
            ((delegate* unmanaged[Cdecl]<nint, void>)set)(handler);
        }
    }

    // Whatever arguments it is called with, in C's convention the caller takes them away again.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void SayNothing()
    {
    }
}
