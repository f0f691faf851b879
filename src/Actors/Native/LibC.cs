using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Antiphon.Native;

/// <summary>The calls of the C library that timing, raw ports and lasting files need.</summary>
/// <remarks>Constants and layouts are those of 64-bit Linux.</remarks>
internal static partial class LibC
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const short PollIn = 1;
    public const short PollOut = 4;
    public const short PollGone = 0x8 | 0x10 | 0x20;
    public const int Interrupted = 4;
    public const int WouldBlock = 11;
    public const int NobodyReads = 6;
    public const int CannotSeek = 29;

    private const int NotForThisFile = 22;
    private const int MonotonicClock = 1;
    private const int AbsoluteTime = 1;
    private const int Fifo = 1;
    private const int SetTimerSlack = 29;
    private const int RealTimePriority = 14;
    private const int NonBlocking = 0x800 | 0x80000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>True where these calls mean what this file says.</summary>
    public static bool IsThere { get; } = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>What the last failed call said.</summary>
    public static string LastError =>
        Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    /// <summary>Opens a file such that no call waits.</summary>
    /// <returns>
    /// The file, which is closed once, and not before the last call on it is back; null on failure.
    /// </returns>
    public static SafeFileHandle? Open(string path, int access)
    {
        var file = open(path, access | NonBlocking);
        return file < 0 ? null : new SafeFileHandle(file, ownsHandle: true);
    }

    /// <summary>Waits until a folder's names are on the disk.</summary>
    /// <returns>
    /// Why they may not be; null when they are, or when the file system knows no such wait.
    /// </returns>
    public static string? SyncFolder(string path)
    {
        using var folder = Open(path, ReadOnly);
        if (folder is null)
        {
            return LastError;
        }

        var failed = fsync(folder) < 0 && Marshal.GetLastPInvokeError() is not NotForThisFile;
        return failed ? LastError : null;
    }

    /// <summary>The same by the bytes of a name, whatever its encoding.</summary>
    /// <param name="path">Without its final zero.</param>
    public static unsafe SafeFileHandle? Open(ReadOnlySpan<byte> path, int access)
    {
        byte[] ended = [.. path, 0];
        fixed (byte* first = ended)
        {
            var file = open(first, access | NonBlocking);
            return file < 0 ? null : new SafeFileHandle(file, ownsHandle: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(SafeFileHandle file, long offset, int origin);

    public static unsafe int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            return (int)write(file, first, (nuint)bytes.Length);
        }
    }

    public static unsafe int Read(SafeFileHandle file, Span<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            return (int)read(file, first, (nuint)bytes.Length);
        }
    }

    /// <summary>Waits until a file is ready or gone.</summary>
    /// <returns>What happened, of <paramref name="events"/> and <see cref="PollGone"/>.</returns>
    public static unsafe short Poll(SafeFileHandle file, short events, int timeoutMs)
    {
        var held = false;
        try
        {
            file.DangerousAddRef(ref held);
            var asked = new PollEntry { File = (int)file.DangerousGetHandle(), Events = events };
            return poll(&asked, 1, timeoutMs) > 0 ? asked.Returned : (short)0;
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>Sleeps until a moment of the monotonic clock.</summary>
    /// <param name="nanoseconds">The moment.</param>
    public static unsafe void SleepUntil(long nanoseconds)
    {
        var until = new TimeSpec
        {
            Seconds = nanoseconds / NanosecondsPerSecond,
            Nanoseconds = nanoseconds % NanosecondsPerSecond,
        };
        while (clock_nanosleep(MonotonicClock, AbsoluteTime, &until, null) == Interrupted)
        {
        }
    }

    /// <summary>Asks for real-time scheduling (SCHED_FIFO) of the calling thread.</summary>
    /// <returns>Why it was refused; null when it was not.</returns>
    public static unsafe string? AskForRealTime(int priority) =>
        sched_setscheduler(0, Fifo, &priority) == 0 ? null : LastError;

    /// <summary>
    /// The highest real-time priority that this process may ask for (RLIMIT_RTPRIO), 0 for none;
    /// null when that cannot be told. Who has CAP_SYS_NICE may ask for any.
    /// </summary>
    public static unsafe int? RealTimeLimit()
    {
        Limit limit;
        return getrlimit(RealTimePriority, &limit) == 0
            ? (int)Math.Min(limit.Soft, int.MaxValue)
            : null;
    }

    /// <summary>The number of the calling thread.</summary>
    [LibraryImport("libc", EntryPoint = "gettid")]
    public static partial int ThreadId();

    /// <summary>True while a thread of this process lives.</summary>
    public static bool ThreadLives(int thread) => tgkill(Environment.ProcessId, thread, 0) == 0;

    /// <summary>Lets the calling thread's sleeps end as exactly as the kernel can.</summary>
    public static void TakeNoTimerSlack() => _ = prctl(SetTimerSlack, 1, 0, 0, 0);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int open(byte* path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint write(SafeFileHandle file, byte* bytes, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint read(SafeFileHandle file, byte* bytes, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int poll(PollEntry* entries, nuint count, int timeoutMs);

    [LibraryImport("libc")]
    private static unsafe partial int clock_nanosleep(
        int clock, int flags, TimeSpec* until, TimeSpec* left);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int sched_setscheduler(int thread, int policy, int* priority);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int getrlimit(int resource, Limit* limit);

    [LibraryImport("libc")]
    private static partial int tgkill(int process, int thread, int signal);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int what, nuint a, nuint b, nuint c, nuint d);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    private struct PollEntry
    {
        public int File;
        public short Events;
        public short Returned;
    }
}
