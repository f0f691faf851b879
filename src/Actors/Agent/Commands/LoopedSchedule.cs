using System.Collections;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Commands in order of time of which the last part comes again and again, for ever.
/// </summary>
/// <remarks>
/// A command is the same object however often it is asked for, as long as it is one of the
/// <see cref="Kept"/> asked for last: who follows a schedule knows its commands by that. It has no
/// end, so it is never to be enumerated whole. Thread-safe.
/// </remarks>
/// <param name="once">What comes once.</param>
/// <param name="again">What comes again, the first time at its own times; not empty.</param>
/// <param name="period">From one time to the next, above 0.</param>
public sealed class LoopedSchedule(
    IReadOnlyList<ControlGiven> once, IReadOnlyList<ControlGiven> again, SampleCount period)
    : IReadOnlyList<ControlGiven>
{
    private const int Kept = 4096;

    private readonly Lock _lock = new();
    private readonly ControlGiven?[] _kept = new ControlGiven?[Kept];
    private readonly int[] _keptAt = new int[Kept];

    public IReadOnlyList<ControlGiven> Once => once;

    public IReadOnlyList<ControlGiven> Again => again;

    public SampleCount Period => period;

    public int Count => int.MaxValue;

    public ControlGiven this[int index]
    {
        get
        {
            if (index < once.Count)
            {
                return once[index];
            }

            lock (_lock)
            {
                var place = index % Kept;
                if (_kept[place] is null || _keptAt[place] != index)
                {
                    (_kept[place], _keptAt[place]) = (Make(index - once.Count), index);
                }

                return _kept[place]!;
            }
        }
    }

    public IEnumerator<ControlGiven> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ControlGiven Make(int index)
    {
        var (pass, place) = Math.DivRem(index, again.Count);
        var given = again[place];
        return given with
        {
            At = new SampleTime(given.At.HalfSamples + 2 * pass * period.Samples),
        };
    }
}
