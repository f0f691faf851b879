using System.Text.RegularExpressions;

namespace Antiphon.Wording;

/// <summary>What a disk refused, in words for the person who named the place.</summary>
/// <param name="Message">One line: which place, why, and what to do.</param>
/// <param name="IsPlace">True where another place would do; false where the disk failed.</param>
public sealed partial record DiskFault(string Message, bool IsPlace)
{
    private const int NoFile = 6;
    private const int Exists = 17;
    private const int NoFolder = 20;
    private const int Folder = 21;
    private const int Full = 28;
    private const int ReadOnly = 30;
    private static readonly string[] Growing = [".part", ".events"];

    /// <param name="fault">As a file or folder threw it.</param>
    public static DiskFault Of(Exception fault)
    {
        var place = Quoted().Match(fault.Message) is { Success: true } quoted
            ? quoted.Groups[1].Value
            : "";
        foreach (var ending in Growing)
        {
            place = place.EndsWith(ending, StringComparison.Ordinal)
                ? place[..^ending.Length]
                : place;
        }

        return (fault, fault.HResult) switch
        {
            (_, _) when place.Length == 0 => new(fault.Message, false),
            (_, Full) => new($"the disk is full: {place} is not whole; make room and begin again",
                false),
            (_, ReadOnly) => Place(place, "cannot be written: the disk is read-only"),
            (_, NoFile) => Place(place, "is a device, a pipe or a stream, where a file is wanted"),
            (_, Exists) => Place(place, "is a file, where a folder is wanted"),
            (_, Folder) => Place(place, "is a folder, where a file is wanted"),
            (_, NoFolder) => Place(place, "lies in a file, where a folder is wanted"),
            (UnauthorizedAccessException, _) when Directory.Exists(place) =>
                Place(place, "is a folder, where a file is wanted"),
            (UnauthorizedAccessException, _) => Place(place, "may not be used by you"),
            (DirectoryNotFoundException or FileNotFoundException, _) =>
                Place(place, "cannot be had: there is no such folder, or nothing can be put there"),
            (PathTooLongException, _) => Place(place, "has too long a name"),
            _ => new(fault.Message, false),
        };
    }

    private static DiskFault Place(string place, string why) =>
        new($"{place} {why}; name another place", true);

    [GeneratedRegex("'(.+)'")]
    private static partial Regex Quoted();
}
