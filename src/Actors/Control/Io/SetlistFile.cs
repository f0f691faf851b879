using System.Text.Json;
using System.Text.Json.Serialization;
using Antiphon.Disk.Io;
using Antiphon.Wording;

namespace Antiphon.Control.Io;

/// <summary>Reads setlists: JSON with comments, of which every key is known.</summary>
public static class SetlistFile
{
    private const int MostBytes = 1_000_000;

    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="ControlException">The file is missing, or is no setlist.</exception>
    public static Setlist Load(string path)
    {
        var text = "";
        try
        {
            text = ReadableFile.ReadText(path, MostBytes);
            return JsonSerializer.Deserialize<Setlist>(text, Style)
                is { Pieces: not null } setlist
                ? setlist with
                {
                    Pieces =
                    [
                        .. setlist.Pieces.Select(
                            (piece, index) => Placed(piece, index + 1, path)),
                    ],
                }
                : throw new ControlException($"{path} holds no pieces");
        }
        catch (JsonException e)
        {
            throw new ControlException(BrokenJson.At($"the setlist {path}", text, e));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ControlException($"there is no setlist {path}: check the path");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ControlException($"{path} cannot be read: {e.Message}");
        }
    }

    // JSON can say null of what no piece is without.
    private static SetlistPiece Placed(SetlistPiece? piece, int number, string path) => piece switch
    {
        null or { Name: null } or { Set: null } => throw new ControlException(
            $"piece {number} of the setlist {path} is not whole: it, its name or its set is null"),
        { Chart: null } => piece,
        { Chart: var chart } when chart.Length == 0 || chart.Contains('\0') =>
            throw new ControlException(
                $"piece '{piece.Name}' of the setlist {path}: its chart names no file"),
        { Chart: var chart } => piece with
        {
            Chart = Path.Combine(Path.GetDirectoryName(path) ?? "", chart),
        },
    };
}
