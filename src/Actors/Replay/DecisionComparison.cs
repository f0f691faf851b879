using System.Globalization;
using System.Text.Json.Nodes;
using Antiphon.Session;

namespace Antiphon.Replay;

/// <summary>
/// Holds the decisions of a replay against those that a session left, number for number; how long
/// the stages took is no part of them.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="lines">The lines of the session's <c>decisions.jsonl</c>.</param>
public sealed class DecisionComparison(IEnumerable<string> lines) : IDisposable
{
    private readonly IEnumerator<JsonObject> _left = Decisions(lines).GetEnumerator();
    private string? _beyond;

    /// <summary>Decisions that were as they had been.</summary>
    public long Same { get; private set; }

    /// <summary>The first difference, for a person; null while there is none.</summary>
    public string? Difference { get; private set; }

    /// <summary>Compares the next decision.</summary>
    public void Take(TakenDecision taken)
    {
        if ((Difference ?? _beyond) is not null)
        {
            return;
        }

        var here = Plain(SessionLine.Of(taken))!;
        if (!_left.MoveNext())
        {
            _beyond = $"{Name(here)} was not taken in the session";
            return;
        }

        Difference = JsonDifference.First(_left.Current, here) is { } difference
            ? $"{Name(_left.Current)}: {difference}"
            : null;
        Same += Difference is null ? 1 : 0;
    }

    /// <summary>No decision follows.</summary>
    /// <param name="wasCutOff">The logs of the session end somewhere, each elsewhere.</param>
    public void End(bool wasCutOff = false)
    {
        if (wasCutOff || Difference is not null)
        {
            return;
        }

        Difference = _beyond;
        if (_beyond is null && _left.MoveNext())
        {
            Difference = $"{Name(_left.Current)} was taken in the session and not now";
        }
    }

    public void Dispose() => _left.Dispose();

    private static IEnumerable<JsonObject> Decisions(IEnumerable<string> lines) =>
        lines.Select(Plain).OfType<JsonObject>();

    // Null for a line that is no decision, or was cut off.
    private static JsonObject? Plain(string line)
    {
        try
        {
            var plain = JsonNode.Parse(line) as JsonObject;
            plain?.Remove("stageMs");
            Unfold(plain);
            _ = plain?.ToJsonString();
            return plain?.ContainsKey("id") == true
                && plain["t"]?.GetValueKind() == System.Text.Json.JsonValueKind.Number
                ? plain
                : null;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or ArgumentException
            or InvalidOperationException)
        {
            return null;
        }
    }

    // Names given twice and texts that are none show when they are looked at, and not before.
    private static void Unfold(JsonNode? node)
    {
        var within = node switch
        {
            JsonObject named => named.Select(pair => pair.Value),
            JsonArray list => list,
            _ => Enumerable.Empty<JsonNode?>(),
        };
        foreach (var one in within.ToList())
        {
            Unfold(one);
        }
    }

    private static string Name(JsonObject decision) => string.Create(
        CultureInfo.InvariantCulture,
        $"decision {decision["id"]} at {(double?)decision["t"]:0.00} s");
}
