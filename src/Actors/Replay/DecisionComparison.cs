using System.Globalization;
using System.Text.Json.Nodes;
using Antiphon.Session;

namespace Antiphon.Replay;

/// <summary>
/// Holds the decisions of a replay against those that a session left, number for number; how long
/// the stages took is no part of them.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class DecisionComparison : IDisposable
{
    private readonly IEnumerator<JsonObject> _left;
    private string? _beyond;

    /// <param name="lines">The lines of the session's <c>decisions.jsonl</c>.</param>
    public DecisionComparison(IEnumerable<string> lines) =>
        _left = Decisions(lines).GetEnumerator();

    /// <summary>Decisions that were taken now.</summary>
    public long Taken { get; private set; }

    /// <summary>The session left no decision at all, and one was taken now.</summary>
    public bool HadNone { get; private set; }

    /// <summary>
    /// When decisions were taken that no disk took, behind which nothing is compared; null when
    /// there is no such hole.
    /// </summary>
    public double? HoleSeconds { get; private set; }

    /// <summary>Decisions that were as they had been.</summary>
    public long Same { get; private set; }

    /// <summary>The first difference, for a person; null while there is none.</summary>
    public string? Difference { get; private set; }

    /// <summary>Compares the next decision.</summary>
    public void Take(TakenDecision taken)
    {
        Taken++;
        if ((Difference ?? _beyond) is not null)
        {
            return;
        }

        var here = Plain(SessionLine.Of(taken))!;
        if (!_left.MoveNext())
        {
            HadNone = Taken == 1 && HoleSeconds is null;
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
        if (wasCutOff || HoleSeconds is not null || Difference is not null)
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

    private IEnumerable<JsonObject> Decisions(IEnumerable<string> lines)
    {
        foreach (var plain in lines.Select(Plain).OfType<JsonObject>())
        {
            if (plain.ContainsKey("id")
                && plain["t"]?.GetValueKind() == System.Text.Json.JsonValueKind.Number)
            {
                yield return plain;
            }
            else if (plain.ContainsKey("lost")
                && plain["t"]?.GetValueKind() == System.Text.Json.JsonValueKind.Number)
            {
                HoleSeconds = (double?)plain["t"];
                yield break;
            }
        }
    }

    // Null for a line that was cut off.
    private static JsonObject? Plain(string line)
    {
        try
        {
            var plain = JsonNode.Parse(line) as JsonObject;
            plain?.Remove("stageMs");
            Unfold(plain);
            _ = plain?.ToJsonString();
            return plain;
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
