using System.Runtime.InteropServices;
using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>Opens the files of <c>raw:</c> ports.</summary>
internal static class RawMidiFile
{
    /// <returns>Its descriptor; calls on it never wait.</returns>
    /// <exception cref="MidiException">
    /// It is not there, is no device or FIFO, or nobody reads it.
    /// </exception>
    public static int Open(string path, int access)
    {
        if (!LibC.IsThere)
        {
            throw Refused(path, "raw ports need 64-bit Linux; use rtmidi:NAME");
        }

        var file = LibC.Open(path, access);
        if (file < 0)
        {
            throw Refused(path, Marshal.GetLastPInvokeError() == LibC.NobodyReads
                ? "nobody reads it; start its reader first"
                : LibC.LastError);
        }

        // A device and a FIFO have no position; what has one is a file of another kind.
        if (LibC.Seek(file, 0, 1) >= 0 || Marshal.GetLastPInvokeError() != LibC.CannotSeek)
        {
            _ = LibC.Close(file);
            throw Refused(path, "it is no MIDI device and no FIFO; for a MIDI file use file:");
        }

        return file;
    }

    private static MidiException Refused(string path, string why) =>
        new(MidiFault.Output, $"raw:{path} cannot be opened: {why}.");
}
