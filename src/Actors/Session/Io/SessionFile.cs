using System.Text.Json;
using Antiphon.Disk.Io;

namespace Antiphon.Session.Io;

/// <summary>Writes a whole file of a session, or leaves what stood there.</summary>
public static class SessionFile
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
    };

    public static void WriteJson<T>(string path, T document) =>
        WriteText(path, JsonSerializer.Serialize(document, Style) + "\n");

    public static void WriteText(string path, string text) => WholeFile.WriteText(path, text);
}
