namespace Antiphon.Disk;

/// <summary>
/// A file that grows while something plays. What is to stand in it waits in memory, within a
/// bound, until somebody who may wait for a disk has it written.
/// </summary>
public interface IGrowingFile
{
    /// <summary>The file's name for people, without its folder.</summary>
    string Name { get; }

    /// <summary>What is not in it and never will be, for people; null while nothing is.</summary>
    string? Missing { get; }

    /// <summary>Writes what waits, and syncs it to the disk; from any thread.</summary>
    /// <exception cref="IOException">
    /// It could not: what waits goes on waiting, and the next call begins anew.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    void Write();
}
