using System.Globalization;
using Antiphon.Disk.Io;

namespace Antiphon.Session.Io;

/// <summary>
/// A session's folder, held for this process alone: nothing of an earlier session lies in it when
/// it begins, and no other run can come into it. A folder in which nothing came to be heard goes
/// again.
/// </summary>
public sealed class SessionClaim : IDisposable
{
    private readonly IDisposable _lock;
    private readonly SessionPlace _place;
    private readonly bool _isNew, _hadLock;
    private bool _begun, _stays;

    private SessionClaim(
        SessionFolder folder, IDisposable held, SessionPlace place, bool isNew, bool hadLock) =>
        (Folder, _lock, _place, _isNew, _hadLock) = (folder, held, place, isNew, hadLock);

    public SessionFolder Folder { get; }

    /// <summary>Takes the folder that was named, or one of its own that is named after the time.
    /// </summary>
    /// <exception cref="SessionException">It is another's, or holds what is not to go.</exception>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static SessionClaim Take(SessionPlace place) =>
        place.Path is { } path ? Named(new SessionFolder(path), place) : Unnamed(place);

    /// <summary>Takes a folder that a run left behind, to finish it.</summary>
    /// <returns>Null while a run still holds it.</returns>
    public static IDisposable? TryTakeLeft(SessionFolder folder) =>
        FileLock.TryTake(folder.Lock);

    /// <summary>
    /// Removes a folder in which no session began; one that holds anything stays.
    /// </summary>
    public static void RemoveEmpty(SessionFolder folder)
    {
        if (Directory.EnumerateFileSystemEntries(folder.FullPath)
            .All(entry => entry == folder.Lock))
        {
            File.Delete(folder.Lock);
            Directory.Delete(folder.FullPath);
        }
    }

    /// <summary>The session begins: what an earlier one left is removed.</summary>
    public void Begin()
    {
        Clear();
        _begun = true;
    }

    /// <summary>Something was heard: what lies in the folder stays.</summary>
    public void Stay() => _stays = true;

    public void Dispose()
    {
        if (!_stays)
        {
            Remove();
        }

        _lock.Dispose();
    }

    // Of two runs that begin in one second, one makes the lock, and the other goes on to a name
    // that is free.
    private static SessionClaim Unnamed(SessionPlace place)
    {
        var name = Path.Combine(
            place.Unnamed, place.Now.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture));
        for (var number = 1; ; number++)
        {
            var folder = new SessionFolder(
                number == 1 ? name : FormattableString.Invariant($"{name}-{number}"));
            if (Directory.Exists(folder.FullPath))
            {
                continue;
            }

            Directory.CreateDirectory(folder.FullPath);
            if (MadeLock(folder) is { } held)
            {
                return Writable(new SessionClaim(folder, held, place, isNew: true, hadLock: false));
            }
        }
    }

    private static FileStream? MadeLock(SessionFolder folder)
    {
        try
        {
            return new FileStream(
                folder.Lock, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(folder.Lock))
        {
            return null;
        }
    }

    private static SessionClaim Named(SessionFolder folder, SessionPlace place)
    {
        RequireNoFileAbove(folder);
        var isNew = !Directory.Exists(folder.FullPath);
        Directory.CreateDirectory(folder.FullPath);
        RequireFree(folder, place);
        var hadLock = File.Exists(folder.Lock);
        var claim = new SessionClaim(
            folder,
            FileLock.TryTake(folder.Lock) ?? throw new SessionException(
                $"{folder.FullPath} is being played into by another process; name another "
                + "folder with --session"),
            place, isNew, hadLock);
        try
        {
            // Who held it until now may have left something.
            RequireFree(folder, place);
            return Writable(claim);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    // A full disk makes folders and empty files.
    private static SessionClaim Writable(SessionClaim claim)
    {
        var trial = claim.Folder.Summary + ".part";
        try
        {
            using (var file = new FileStream(trial, FileMode.Create))
            {
                file.Write(new byte[4_096]);
                file.Flush(flushToDisk: true);
            }

            File.Delete(trial);
            return claim;
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    private static void RequireNoFileAbove(SessionFolder folder)
    {
        for (var path = folder.FullPath; path is not null; path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
            {
                throw new SessionException(
                    $"the session folder {folder.FullPath} cannot be made: {path} is a file; "
                    + "name another with --session");
            }
        }
    }

    private static void RequireFree(SessionFolder folder, SessionPlace place)
    {
        var there = Directory.EnumerateFileSystemEntries(folder.FullPath)
            .Where(entry => entry != folder.Lock).Order(StringComparer.Ordinal).ToList();
        if (there.Find(entry => SessionFolder.IsOwn(Path.GetFileName(entry))) is not { } left)
        {
            return;
        }

        if (!place.Replace)
        {
            throw IsSession(folder, there) ? new SessionException(
                $"{folder.FullPath} holds a session already ({Path.GetFileName(left)}); name "
                + "another folder with --session, or write over it with --replace")
                : NoSession(folder, left);
        }

        if (there.Find(entry => !IsOwn(entry)) is { } other)
        {
            throw new SessionException(
                $"--replace does not clear {folder.FullPath}: {Path.GetFileName(other)} in it is "
                + "nothing that a session leaves; move it away, or name another folder");
        }

        if (place.Inputs.FirstOrDefault(input => LiesIn(input, folder, there)) is { } needed)
        {
            throw new SessionException(
                $"--replace does not clear {folder.FullPath}: {needed} lies in it, and this run "
                + "needs it; name another folder");
        }

        if (!IsSession(folder, there))
        {
            throw NoSession(folder, left);
        }
    }

    // A recording or a list of somebody's may have the name of what a session leaves.
    private static bool IsSession(SessionFolder folder, IReadOnlyList<string> there) =>
        File.Exists(folder.Lock) || there.Contains(folder.Start);

    private static SessionException NoSession(SessionFolder folder, string left) => new(
        $"{folder.FullPath} holds {Path.GetFileName(left)} and no session, and a session would "
        + "write over it; move it away, or name another folder with --session");

    // Whatever its spelling, by a link or a second name of the same file.
    private static bool LiesIn(string input, SessionFolder folder, IReadOnlyList<string> there)
    {
        var inside = folder.FullPath + Path.DirectorySeparatorChar;
        return $"{Path.GetFullPath(input)}{Path.DirectorySeparatorChar}"
                .StartsWith(inside, StringComparison.Ordinal)
            || FilePlace.MarkOf(input) is { } known
                && there.Append(folder.FullPath).Any(file => FilePlace.MarkOf(file) == known);
    }

    private static IEnumerable<string> Own(SessionFolder folder) =>
        Directory.EnumerateFileSystemEntries(folder.FullPath)
            .Where(IsOwn).Order(StringComparer.Ordinal);

    // A link would be followed, a folder is nobody's.
    private static bool IsOwn(string entry) =>
        SessionFolder.IsOwn(Path.GetFileName(entry))
        && (File.GetAttributes(entry)
            & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == 0;

    private void Clear()
    {
        foreach (var file in Own(Folder).Where(file => file != Folder.Lock))
        {
            File.Delete(file);
        }
    }

    private void Remove()
    {
        try
        {
            if (_begun)
            {
                Clear();
            }

            if (_isNew)
            {
                RemoveEmpty(Folder);
            }
            else if (!_hadLock)
            {
                File.Delete(Folder.Lock); // it would say that a session lies there
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is not empty, or was not to be had: it stays.
        }
    }
}

/// <summary>Where a session is to be left.</summary>
/// <param name="Path">The folder; null for one named after the time.</param>
/// <param name="Replace">An earlier session there may go.</param>
/// <param name="Inputs">Files and folders that the run needs: they may not lie in it.</param>
/// <param name="Now">By the clock on the wall.</param>
public sealed record SessionPlace(
    string? Path, bool Replace, IReadOnlyList<string> Inputs, DateTimeOffset Now)
{
    /// <summary>Where folders lie that nobody named.</summary>
    public string Unnamed { get; init; } = "sessions";
}
