using System.Runtime.InteropServices;

namespace Antiphon.Native;

/// <summary>The calls of the C library that timing and raw ports need.</summary>
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

    private const int MonotonicClock = 1;
    private const int AbsoluteTime = 1;
    private const int Fifo = 1;
    private const int SetTimerSlack = 29;
    private const int NonBlocking = 0x800 | 0x80000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>True where these calls mean what this file says.</summary>
    public static bool IsThere { get; } = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>What the last failed call said.</summary>
    public static string LastError =>
        Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    /// <summary>Opens a file such that no call waits.</summary>
    /// <returns>The descriptor, or −1.</returns>
    public static int Open(string path, int access) => open(path, access | NonBlocking);

    /// <summary>The same by the bytes of a name, whatever its encoding.</summary>
    /// <param name="path">Without its final zero.</param>
    public static unsafe int Open(ReadOnlySpan<byte> path, int access)
    {
        byte[] ended = [.. path, 0];
        fixed (byte* first = ended)
        {
            return open(first, access | NonBlocking);
        }
    }

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int file, long offset, int origin);

    public static unsafe int Write(int file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            return (int)write(file, first, (nuint)bytes.Length);
        }
    }

    public static unsafe int Read(int file, Span<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            return (int)read(file, first, (nuint)bytes.Length);
        }
    }

    /// <summary>Waits until a file is ready or gone.</summary>
    /// <returns>What happened, of <paramref name="events"/> and <see cref="PollGone"/>.</returns>
    public static unsafe short Poll(int file, short events, int timeoutMs)
    {
        var asked = new PollEntry { File = file, Events = events };
        return poll(&asked, 1, timeoutMs) > 0 ? asked.Returned : (short)0;
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
    /// <returns>False when it is not allowed.</returns>
    public static unsafe bool AskForRealTime(int priority) =>
        sched_setscheduler(0, Fifo, &priority) == 0;

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
    private static unsafe partial nint write(int file, byte* bytes, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint read(int file, byte* bytes, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int poll(PollEntry* entries, nuint count, int timeoutMs);

    [LibraryImport("libc")]
    private static unsafe partial int clock_nanosleep(
        int clock, int flags, TimeSpec* until, TimeSpec* left);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int sched_setscheduler(int thread, int policy, int* priority);

    [LibraryImport("libc")]
    private static partial int tgkill(int process, int thread, int signal);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int what, nuint a, nuint b, nuint c, nuint d);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    private struct PollEntry
    {
        public int File;
        public short Events;
        public short Returned;
    }
}
