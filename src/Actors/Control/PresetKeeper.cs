using Antiphon.Time;

namespace Antiphon.Control;

/// <summary>
/// Presets that outlast a disk which does not take them: they wait in memory, where they can be
/// recalled, and are written when it does.
/// </summary>
/// <remarks>
/// Thread-safe by one lock. Bound: <see cref="MostWaiting"/> presets wait; one more is refused.
/// </remarks>
public sealed class PresetKeeper : IPresets, IDisposable
{
    /// <summary>Presets that may wait for the disk.</summary>
    public const int MostWaiting = 64;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly IPresets _kept;
    private readonly ExtraHealth _health;
    private readonly Action<string> _complain;
    private readonly Backoff _backoff = new(ShortestWait, LongestWait);
    private readonly Dictionary<string, IReadOnlyDictionary<string, double>> _waiting =
        new(StringComparer.Ordinal);

    private readonly ITimer _again;
    private bool _ended;

    /// <param name="kept">Where they are written.</param>
    /// <param name="health">Told that the disk does not take them, and that it does.</param>
    /// <param name="complain">Told in one line of what is lost at the end.</param>
    public PresetKeeper(
        IPresets kept, TimeProvider time, ExtraHealth health, Action<string> complain)
    {
        (_kept, _health, _complain) = (kept, health, complain);
        _again = time.CreateTimer(
            _ => TryAgain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double>? Find(string name)
    {
        lock (_lock)
        {
            return _waiting.GetValueOrDefault(name) ?? _kept.Find(name);
        }
    }

    /// <inheritdoc/>
    public void Save(string name, IReadOnlyDictionary<string, double> parameters)
    {
        lock (_lock)
        {
            try
            {
                _kept.Save(name, parameters);
                _waiting.Remove(name);
            }
            catch (ControlException e) when (IsOfTheDisk(e))
            {
                var waits = _waiting.ContainsKey(name) || _waiting.Count < MostWaiting;
                if (waits)
                {
                    _waiting[name] = parameters;
                    Rearm();
                }

                _health.Failed(e.Message);
                throw new ControlException(
                    e.Message + (waits
                        ? "; it waits in memory, and is tried again"
                        : $"; {MostWaiting} others wait already"),
                    e);
            }

            WriteWaiting();
        }
    }

    /// <summary>Tries the rest a last time; what is lost is told.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            WriteWaiting();
            _ended = true;
            _again.Dispose();
            if (_waiting.Count > 0)
            {
                _complain($"not saved, and lost: preset {string.Join(", ", _waiting.Keys)}");
            }
        }
    }

    private static bool IsOfTheDisk(ControlException e) =>
        e.InnerException is IOException or UnauthorizedAccessException;

    private void TryAgain()
    {
        lock (_lock)
        {
            if (!_ended)
            {
                WriteWaiting();
            }
        }
    }

    private void WriteWaiting()
    {
        try
        {
            foreach (var (name, parameters) in _waiting.ToList())
            {
                _kept.Save(name, parameters);
                _waiting.Remove(name);
            }

            _backoff.Reset();
            _health.Works();
        }
        catch (ControlException)
        {
            _backoff.Lengthen();
            Rearm();
        }
    }

    private void Rearm() => _again.Change(_backoff.Wait, Timeout.InfiniteTimeSpan);
}
