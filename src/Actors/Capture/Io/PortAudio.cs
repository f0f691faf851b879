using System.Runtime.InteropServices;
using Antiphon.Native;

namespace Antiphon.Capture.Io;

/// <summary>
/// The functions of libportaudio that are used here. The library is one for the process and not
/// thread-safe: callers hold <see cref="Gate"/>.
/// </summary>
internal sealed unsafe class PortAudio
{
    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["portaudio.dll", "portaudio_x64.dll"]
        : OperatingSystem.IsMacOS() ? ["libportaudio.2.dylib", "libportaudio.dylib"]
        : ["libportaudio.so.2", "libportaudio.so"];

    // What a device will never do: that rate, so many channels, that format.
    private static readonly int[] Refusals = [-9997, -9998, -9994];

    private static readonly Lazy<PortAudio?> Shared = new(Load);

    private readonly NativeModule _module;

    private PortAudio(NativeModule module) => _module = module;

    /// <summary>Held while the library is called.</summary>
    public static Lock Gate { get; } = new();

    /// <summary>The library.</summary>
    /// <exception cref="AudioInputException">This machine does not have it.</exception>
    public static PortAudio Library => Shared.Value ?? throw new AudioInputException(
        $"Sound cards need PortAudio, and this machine has no {Names[0]}: install it "
        + "(Debian: apt install libportaudio2), or use file:PATH.");

    public void Initialize() =>
        Check(((delegate* unmanaged[Cdecl]<int>)Of("Pa_Initialize"))(), "cannot start");

    public void Terminate() => _ = ((delegate* unmanaged[Cdecl]<int>)Of("Pa_Terminate"))();

    public int DeviceCount() => Math.Max(
        0, ((delegate* unmanaged[Cdecl]<int>)Of("Pa_GetDeviceCount"))());

    /// <summary>Index of the default input; negative when there is none.</summary>
    public int DefaultInput() =>
        ((delegate* unmanaged[Cdecl]<int>)Of("Pa_GetDefaultInputDevice"))();

    public PaDeviceInfo Device(int index) =>
        *((delegate* unmanaged[Cdecl]<int, PaDeviceInfo*>)Of("Pa_GetDeviceInfo"))(index);

    public string HostApiName(int index) => Text(
        ((delegate* unmanaged[Cdecl]<int, PaHostApiInfo*>)Of("Pa_GetHostApiInfo"))(index)->Name);

    /// <summary>Opens an input stream of interleaved 32-bit floats.</summary>
    public nint Open(
        PaStreamParameters input, double rateHz, int framesPerBlock,
        delegate* unmanaged[Cdecl]<float*, float*, CULong, nint, CULong, nint, int> callback,
        nint user)
    {
        nint stream;
        var open = (delegate* unmanaged[Cdecl]<
            nint*, PaStreamParameters*, PaStreamParameters*, double, CULong, CULong,
            delegate* unmanaged[Cdecl]<float*, float*, CULong, nint, CULong, nint, int>, nint,
            int>)Of("Pa_OpenStream");
        Check(
            open(
                &stream, &input, null, rateHz, new CULong((uint)framesPerBlock), new CULong(0),
                callback, user),
            "cannot be opened");
        return stream;
    }

    public void Start(nint stream) => Check(
        ((delegate* unmanaged[Cdecl]<nint, int>)Of("Pa_StartStream"))(stream), "does not start");

    public double InputLatencySeconds(nint stream) =>
        ((delegate* unmanaged[Cdecl]<nint, PaStreamInfo*>)Of("Pa_GetStreamInfo"))(stream)
            ->InputLatency;

    /// <summary>Stops at once and closes; faults no longer matter.</summary>
    public void Close(nint stream)
    {
        _ = ((delegate* unmanaged[Cdecl]<nint, int>)Of("Pa_AbortStream"))(stream);
        _ = ((delegate* unmanaged[Cdecl]<nint, int>)Of("Pa_CloseStream"))(stream);
    }

    public static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    private static PortAudio? Load()
    {
        NativeChatter.Silence();
        var module = new NativeModule("libportaudio2", Names);
        return module.IsThere ? new PortAudio(module) : null;
    }

    private nint Of(string function) => _module[function];

    private void Check(int result, string what)
    {
        if (result < 0)
        {
            var error = Text(
                ((delegate* unmanaged[Cdecl]<int, nint>)Of("Pa_GetErrorText"))(result));
            throw new AudioInputException($"{what}: {error} (PortAudio {result})")
            {
                MayPass = !Refusals.Contains(result),
            };
        }
    }
}
