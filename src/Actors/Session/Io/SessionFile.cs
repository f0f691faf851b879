using System.Text.Json;

namespace Antiphon.Session.Io;

/// <summary>
/// Writes a whole file, or leaves what stood there: through a temporary file and a rename.
/// </summary>
public static class SessionFile
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
    };

    public static void WriteJson<T>(string path, T document) =>
        WriteText(path, JsonSerializer.Serialize(document, Style) + "\n");

    public static void WriteText(string path, string text)
    {
        var temporary = path + ".part";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
