using System.Text.Json.Nodes;

namespace Antiphon.Replay;

/// <summary>Where two JSON documents first differ.</summary>
internal static class JsonDifference
{
    /// <summary>Which value, what it was, what it is; null where all is the same.</summary>
    /// <param name="path">Where both stand.</param>
    public static string? First(JsonNode? was, JsonNode? now, string path = "")
    {
        return (was, now) switch
        {
            (JsonObject a, JsonObject b) => InObjects(a, b, path),
            (JsonArray a, JsonArray b) => InArrays(a, b, path),
            _ => Text(was) == Text(now) ? null : $"{path} was {Text(was)} and is {Text(now)}",
        };
    }

    private static string? InObjects(JsonObject was, JsonObject now, string path) => was
        .Select(pair => pair.Key).Union(now.Select(pair => pair.Key))
        .Select(name => First(was[name], now[name], path.Length == 0 ? name : $"{path}.{name}"))
        .FirstOrDefault(difference => difference is not null);

    private static string? InArrays(JsonArray was, JsonArray now, string path) => Enumerable
        .Range(0, Math.Min(was.Count, now.Count))
        .Select(i => First(was[i], now[i], $"{path}[{i}]"))
        .FirstOrDefault(difference => difference is not null)
        ?? (was.Count == now.Count ? null : $"{path} had {was.Count} and has {now.Count}");

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
