using System.Globalization;
using System.Runtime.InteropServices;
using Antiphon.Native;
using Antiphon.Signal;

namespace Antiphon.Capture.Io;

/// <summary>
/// Reads FLAC, OGG, MP3 and whatever else the machine's libsndfile knows, as it is played.
/// </summary>
internal sealed unsafe class LibSndFileReader : IRecordingReader
{
    private const int ModeRead = 0x10;
    private const int TypeMask = 0x0FFF0000;
    private const int Mpeg = 0x230000;
    private static readonly string[] Names =
        ["libsndfile.so.1", "libsndfile.1.dylib", "sndfile.dll", "libsndfile-1.dll"];

    private static readonly Lazy<NativeModule> Library =
        new(() => new NativeModule("libsndfile1", Names));

    private readonly NativeModule _library;
    private readonly string _name;
    private readonly bool _lengthIsGuessed;
    private nint _file;

    /// <summary>Opens a file.</summary>
    /// <exception cref="AudioInputException">
    /// There is no libsndfile, or it cannot read the file.
    /// </exception>
    /// <param name="name">As a person calls it.</param>
    public LibSndFileReader(string path, string name)
    {
        _name = name;
        _library = Library.Value is { IsThere: true } library
            ? library
            : throw new AudioInputException(
            $"{name} is no WAV file, and reading others needs libsndfile, which this machine does "
            + "not have: install it (Debian: apt install libsndfile1), or convert the file, for "
            + "example with: ffmpeg -i IN OUT.wav.");
        var pathText = Marshal.StringToCoTaskMemUTF8(path);
        var info = default(SoundFileInfo);
        try
        {
            _file = ((delegate* unmanaged[Cdecl]<nint, int, SoundFileInfo*, nint>)
                _library["sf_open"])(pathText, ModeRead, &info);
        }
        finally
        {
            Marshal.FreeCoTaskMem(pathText);
        }

        if (_file == 0)
        {
            throw Unreadable(0);
        }

        (SampleRateHz, Channels, Frames) = (info.SampleRate, info.Channels, info.Frames);
        _lengthIsGuessed = (info.Format & TypeMask) == Mpeg;
        try
        {
            Refuse();
            if (SoundContainer.FaultOf(path) is { } fault)
            {
                throw CutShort(fault);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int SampleRateHz { get; }

    public int Channels { get; }

    /// <summary>Frames in the file, at least 1.</summary>
    public long Frames { get; private set; }

    public long FramesRead { get; private set; }

    /// <summary>Reads on.</summary>
    /// <param name="interleaved">[frames × channels] room; compressed sound may pass ±1.</param>
    /// <returns>Frames read; 0 at the end.</returns>
    public int Read(Span<float> interleaved)
    {
        ObjectDisposedException.ThrowIf(_file == 0, this);
        long wanted = Math.Min(interleaved.Length / Channels, Frames - FramesRead);
        long read;
        fixed (float* samples = interleaved)
        {
            read = ((delegate* unmanaged[Cdecl]<nint, float*, long, long>)
                _library["sf_readf_float"])(_file, samples, wanted);
        }

        FramesRead += Math.Max(0, read);
        if (read < wanted)
        {
            if (ErrorOf(_file) != 0 || !_lengthIsGuessed)
            {
                throw CutShort();
            }

            // MPEG's length is an estimate: it ends where its sound does.
            Frames = FramesRead;
        }

        return (int)read;
    }

    public void Dispose()
    {
        if (_file != 0)
        {
            _ = ((delegate* unmanaged[Cdecl]<nint, int>)_library["sf_close"])(_file);
            _file = 0;
        }
    }

    private void Refuse()
    {
        if (Frames < 1)
        {
            throw new AudioInputException(
                $"{_name} holds no sound (0 samples): give a recording.");
        }

        if (Channels is < 1 or > WavHeader.MaxChannels
            || SampleRateHz is < PolyphaseResampler.MinInputHz
                or > PolyphaseResampler.MaxInputHz)
        {
            throw new AudioInputException(
                $"{_name} has {Channels} channels at {SampleRateHz} Hz; 1 to "
                + $"{WavHeader.MaxChannels} at {PolyphaseResampler.MinInputHz} to "
                + $"{PolyphaseResampler.MaxInputHz} Hz "
                + "can be heard: convert it, for example with: sox IN OUT.wav.");
        }
    }

    private int ErrorOf(nint file) =>
        ((delegate* unmanaged[Cdecl]<nint, int>)_library["sf_error"])(file);

    private AudioInputException CutShort() => CutShort(FramesRead, Frames, Why(_file));

    private AudioInputException CutShort(ContainerFault fault) => CutShort(
        fault.GoodFrames ?? Frames, fault.Share is { } share ? (long)(share * Frames) : Frames,
        fault.Why);

    // The length of a stream that was cut cannot be known, and is told as the largest there is.
    private AudioInputException CutShort(long readable, long all, string why) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{_name} is damaged or cut short: {(double)readable / SampleRateHz:0.0} s ")
        + (all < long.MaxValue / 4
            ? string.Create(CultureInfo.InvariantCulture, $"of {(double)all / SampleRateHz:0.0} s ")
            : "")
        + $"were readable ({why}); copy it again from its source, or cut off what is broken.");

    private string Why(nint file) => (Marshal.PtrToStringUTF8(
        ((delegate* unmanaged[Cdecl]<nint, nint>)_library["sf_strerror"])(file)) ?? "")
        .TrimEnd('.', '\n');

    private AudioInputException Unreadable(nint file) => new(
        $"{_name} cannot be read: {Why(file)}; convert it, for example with: "
        + "ffmpeg -i IN OUT.wav.");

    /// <summary>SF_INFO of sndfile.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SoundFileInfo
    {
        public long Frames;
        public int SampleRate;
        public int Channels;
        public int Format;
        public int Sections;
        public int Seekable;
    }
}
