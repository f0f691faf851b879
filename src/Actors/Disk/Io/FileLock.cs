namespace Antiphon.Disk.Io;

/// <summary>
/// A file that one process holds. The lock is the operating system's: it goes with the process,
/// however that ends; the file stays.
/// </summary>
public static class FileLock
{
    // What the system says of a file that another holds: EWOULDBLOCK, a sharing violation.
    private const int WouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>Takes a file, making it where it is missing.</summary>
    /// <returns>What holds it until it is disposed; null while another process does.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static IDisposable? TryTake(string path)
    {
        try
        {
            return new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
            when (e.HResult is WouldBlock or MacWouldBlock or SharingViolation)
        {
            return null;
        }
    }
}
