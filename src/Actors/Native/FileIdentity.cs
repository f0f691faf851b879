using System.Runtime.InteropServices;

namespace Antiphon.Native;

/// <summary>Which file a path names, whatever its spelling, and of what kind it is.</summary>
/// <param name="Device">The volume it lies on.</param>
/// <param name="Inode">Its number there.</param>
/// <param name="Kind">What lies there.</param>
public readonly partial record struct FileIdentity(ulong Device, ulong Inode, FileKind Kind)
{
    private const int AtWorkingFolder = -100;
    private const uint BasicStats = 0x7FF;
    private const int ModeAt = 28;
    private const int InodeAt = 32;
    private const int DeviceAt = 136;
    private const int StructBytes = 256;

    /// <summary>Looks a path up, links followed.</summary>
    /// <returns>Null where nothing is, or where this machine cannot tell.</returns>
    public static unsafe FileIdentity? Of(string path)
    {
        if (!LibC.IsThere)
        {
            return null;
        }

        var stat = stackalloc byte[StructBytes];
        try
        {
            if (statx(AtWorkingFolder, path, 0, BasicStats, stat) != 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        var kind = (*(ushort*)(stat + ModeAt) & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0x1000 => FileKind.Pipe,
            _ => FileKind.Device,
        };
        return new FileIdentity(*(ulong*)(stat + DeviceAt), *(ulong*)(stat + InodeAt), kind);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int statx(
        int folder, string path, int flags, uint mask, byte* stat);
}

/// <summary>What a path leads to.</summary>
public enum FileKind
{
    /// <summary>A file with an end.</summary>
    Regular = 0,
    Folder,

    /// <summary>A FIFO: opening it waits for somebody at its other end.</summary>
    Pipe,

    /// <summary>A device or a socket: reading it may never end.</summary>
    Device,
}
