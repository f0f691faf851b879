using System.Globalization;
using Antiphon.Agent;
using Antiphon.Quantizer;

namespace Antiphon.Host.Observers;

/// <summary>
/// How the rig fares, in one line: level, tokens, health, mode. Level is the loudest frame since
/// the last line; health is what the health watch says, or the losses of the last minute. What is
/// away goes before all of it.
/// </summary>
/// <remarks>
/// Not thread-safe; it keeps the times of at most <see cref="MostLosses"/> losses.
/// </remarks>
internal sealed class StatusLine(TimeProvider time)
{
    private const int MostLosses = 1_000;
    private static readonly TimeSpan LossesCount = TimeSpan.FromMinutes(1);

    private readonly Queue<long> _losses = new();
    private readonly SortedDictionary<string, string> _away = new(StringComparer.Ordinal);
    private float? _loudestDb;
    private long _tokens;
    private string? _mode;

    public string? Health { get; set; }

    /// <summary>Why the session is not kept; null while it is.</summary>
    public string? Unkept { get; set; }

    public void Lost()
    {
        _losses.Enqueue(time.GetTimestamp());
        if (_losses.Count > MostLosses)
        {
            _losses.Dequeue();
        }
    }

    /// <summary>Something is away.</summary>
    /// <param name="since">The time of day.</param>
    public void Away(string name, string since) => _away.TryAdd(name, since);

    /// <summary>It is back.</summary>
    public void Back(string name) => _away.Remove(name);

    public void Read(FrameToken token)
    {
        _tokens++;
        _loudestDb = Math.Max(_loudestDb ?? float.MinValue, token.Descriptors.LoudnessDb);
    }

    public void Decided(AgentDecided decided) =>
        _mode = decided.Decisions is [.., var last] ? Explanation.Name(last.Mode) : _mode;

    public string Text()
    {
        while (_losses.TryPeek(out var first) && time.GetElapsedTime(first) > LossesCount)
        {
            _losses.Dequeue();
        }

        var level = _loudestDb is { } loudest ? $"{loudest:0} dBFS" : "unknown";
        _loudestDb = null;
        var losses = _losses.Count == 0 ? "well" : $"{_losses.Count} lost in the last minute";
        var state = Health ?? Unkept ?? losses;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Missing()}level {level}, {_tokens} tokens, {state}, ")
            + $"mode {_mode ?? "listening"}";
    }

    private string Missing() => string.Concat(
        _away.Select(one => $"{one.Key} is lost since {one.Value}, "));
}
