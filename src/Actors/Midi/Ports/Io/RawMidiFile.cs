using System.Runtime.InteropServices;
using Antiphon.Native;
using Microsoft.Win32.SafeHandles;

namespace Antiphon.Midi.Io;

/// <summary>Opens the files of <c>raw:</c> ports.</summary>
internal static class RawMidiFile
{
    /// <returns>The file, which the caller disposes; calls on it never wait.</returns>
    /// <exception cref="MidiException">
    /// It is not there, is no device or FIFO, or nobody reads it.
    /// </exception>
    public static SafeFileHandle Open(string path, int access)
    {
        if (!LibC.IsThere)
        {
            throw Refused(
                path, "raw ports need 64-bit Linux; use rtmidi:NAME", MidiFault.Lasting);
        }

        var file = LibC.Open(path, access);
        if (file is null)
        {
            throw Refused(path, Marshal.GetLastPInvokeError() == LibC.NobodyReads
                ? "nobody reads it; start its reader first"
                : LibC.LastError);
        }

        // A device and a FIFO have no position; what has one is a file of another kind.
        if (LibC.Seek(file, 0, 1) >= 0 || Marshal.GetLastPInvokeError() != LibC.CannotSeek)
        {
            file.Dispose();
            throw Refused(
                path, "it is no MIDI device and no FIFO; for a MIDI file use file:",
                MidiFault.Lasting);
        }

        return file;
    }

    private static MidiException Refused(
        string path, string why, MidiFault fault = MidiFault.Output) =>
        new(fault, $"raw:{path} cannot be opened: {why}.");
}
