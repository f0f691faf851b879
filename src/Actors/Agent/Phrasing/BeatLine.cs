using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Counts the player's beats through changes of tempo: a time has a position, in beats, and a
/// position to come has a time.
/// </summary>
/// <remarks>
/// Positions of beats are whole numbers; they go on counting while no beat is known. What was
/// played keeps the position that it had when it was played. Not thread-safe. Bounded: the last
/// <see cref="MostAnchors"/> changes of tempo are kept.
/// </remarks>
internal sealed class BeatLine
{
    public const int MostAnchors = 512;

    private const int UsualBarBeats = 4;
    private const double SameSeconds = 0.0005;
    private const double SameTempo = 0.001;

    private readonly List<Anchor> _anchors = [];
    private long _firstOfBar;

    /// <summary>The beat that was heard last; null while none is known.</summary>
    public Beat? Now { get; private set; }

    /// <summary>Beats of a bar, 2…7; of four as long as no metre is clear.</summary>
    public int BarBeats { get; private set; } = UsualBarBeats;

    /// <summary>Length of the beat that counts now, in seconds; 0 before any was heard.</summary>
    public double Seconds => _anchors.Count == 0 ? 0 : _anchors[^1].Seconds;

    /// <summary>A line that counts in equal steps from a time on: time without a beat.</summary>
    public static BeatLine Free(SampleTime from, double seconds)
    {
        var line = new BeatLine();
        line._anchors.Add(new Anchor(from, 0, seconds));
        return line;
    }

    /// <summary>Takes in what is known of the beat at a time.</summary>
    public void Hear(Beat? beat, SampleTime now)
    {
        Now = beat;
        if (beat is not { } heard)
        {
            return;
        }

        var since = heard.BeatsTo(now);
        var position = since;
        if (_anchors.Count > 0)
        {
            var expected = PositionOf(now);
            position = expected + Math.IEEERemainder(since - expected, 1);
            var last = _anchors[^1];
            if (Math.Abs(position - expected) * heard.Seconds > SameSeconds
                || Math.Abs(heard.Seconds / last.Seconds - 1) > SameTempo)
            {
                Anchored(new Anchor(now, position, heard.Seconds));
            }
        }
        else
        {
            Anchored(new Anchor(now, position, heard.Seconds));
        }

        if (heard.BarBeats > 0)
        {
            BarBeats = heard.BarBeats;
            _firstOfBar = (long)Math.Round(position - since) - heard.BarBeat;
        }
    }

    /// <summary>The position of a time, in beats.</summary>
    public double PositionOf(SampleTime time)
    {
        var i = _anchors.Count - 1;
        while (i > 0 && _anchors[i].Time > time)
        {
            i--;
        }

        return i < 0
            ? 0
            : _anchors[i].Position + time.SecondsSince(_anchors[i].Time) / _anchors[i].Seconds;
    }

    /// <summary>The time of a position, by the beat that counts now.</summary>
    public SampleTime TimeOf(double position) => _anchors is [.., var last]
        ? last.Time.PlusSeconds((position - last.Position) * last.Seconds)
        : default;

    /// <summary>Where in its bar a position lies, 0…<see cref="BarBeats"/>.</summary>
    public double InBar(double position)
    {
        var beats = (position - _firstOfBar) % BarBeats;
        return beats < 0 ? beats + BarBeats : beats;
    }

    /// <summary>The first beat of the bar in which a position lies.</summary>
    public double BarOf(double position) => Math.Round(position - InBar(position));

    private void Anchored(Anchor anchor)
    {
        _anchors.Add(anchor);
        if (_anchors.Count > MostAnchors)
        {
            _anchors.RemoveAt(0);
        }
    }

    private readonly record struct Anchor(SampleTime Time, double Position, double Seconds);
}
