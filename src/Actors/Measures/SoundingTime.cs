using Antiphon.Time;

namespace Antiphon.Measures;

/// <summary>When something sounds: stretches that do not touch, in order.</summary>
internal sealed class SoundingTime
{
    private readonly List<(SampleTime From, SampleTime To)> _parts = [];

    /// <param name="parts">Stretches in any order; they may overlap, or be empty.</param>
    public SoundingTime(IEnumerable<(SampleTime From, SampleTime To)> parts)
    {
        foreach (var part in parts.Where(part => part.To > part.From).OrderBy(part => part.From))
        {
            if (_parts.Count > 0 && part.From <= _parts[^1].To)
            {
                _parts[^1] = (_parts[^1].From, SampleTime.Max(_parts[^1].To, part.To));
            }
            else
            {
                _parts.Add(part);
            }
        }
    }

    public double Seconds => _parts.Sum(part => part.To.SecondsSince(part.From));

    /// <summary>When this or another sounds.</summary>
    public SoundingTime Or(SoundingTime other) => new(_parts.Concat(other._parts));

    /// <summary>What of it lies between two times.</summary>
    public SoundingTime Within(SampleTime from, SampleTime to) => new(_parts.Select(
        part => (SampleTime.Max(part.From, from), SampleTime.Min(part.To, to))));

    /// <summary>How long both sound at once.</summary>
    public double SecondsWith(SoundingTime other)
    {
        double seconds = 0;
        for (int i = 0, k = 0; i < _parts.Count && k < other._parts.Count;)
        {
            var (mine, yours) = (_parts[i], other._parts[k]);
            seconds += Math.Max(
                0,
                SampleTime.Min(mine.To, yours.To)
                    .SecondsSince(SampleTime.Max(mine.From, yours.From)));
            (i, k) = mine.To <= yours.To ? (i + 1, k) : (i, k + 1);
        }

        return seconds;
    }

    /// <summary>The longest time between two others in which it does not sound.</summary>
    public double LongestSilence(SampleTime from, SampleTime to)
    {
        double longest = 0;
        var silentSince = from;
        foreach (var part in Within(from, to)._parts)
        {
            longest = Math.Max(longest, part.From.SecondsSince(silentSince));
            silentSince = part.To;
        }

        return Math.Max(longest, to.SecondsSince(silentSince));
    }
}
