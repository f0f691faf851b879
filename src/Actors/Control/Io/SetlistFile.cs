using System.Text.Json;
using System.Text.Json.Serialization;
using Antiphon.Disk.Io;

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
        try
        {
            return JsonSerializer.Deserialize<Setlist>(ReadableFile.ReadText(path, MostBytes), Style)
                is { Pieces: not null } setlist
                ? setlist
                : throw new ControlException($"{path} holds no pieces");
        }
        catch (JsonException e)
        {
            throw new ControlException(
                $"{path} is no setlist: {e.Message.ReplaceLineEndings(" ")}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ControlException($"{path} cannot be read: {e.Message}");
        }
    }
}
