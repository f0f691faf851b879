using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>Tells when a chart is followed, and when it is given up.</summary>
/// <remarks>
/// What is given up for less than <see cref="Patience"/> is not told. Not thread-safe.
/// </remarks>
public sealed class ChartWatch
{
    private const double Patience = 2;

    private ChartPlace? _told;
    private SampleTime? _lost;

    /// <summary>Takes in what the agent told; something is seldom to be told of it.</summary>
    public ChartChanged? Hear(AgentDecided decided)
    {
        if (decided.Heard.Any(heard => heard.What is MindInput.Control
            { Given.Command: FollowChart }))
        {
            // It was not given up: another one is played.
            (_told, _lost) = (null, null);
        }

        var (now, place) = (decided.Watermark, decided.Music.Chart);
        if (place is { } there)
        {
            _lost = null;
            if (_told is not null)
            {
                return null;
            }

            _told = there;
            return new ChartFollowed(now, there.Section, there.Number, there.Written);
        }

        if (_told is null)
        {
            return null;
        }

        _lost ??= now;
        if (now.SecondsSince(_lost.Value) < Patience)
        {
            return null;
        }

        (_told, _lost) = (null, null);
        return new ChartLeft(
            now, decided.Music.Beat is null ? "no beat is sure" : "other chords are heard");
    }
}

/// <summary>A chart is followed, or is no longer.</summary>
/// <param name="Time">When that was known.</param>
public abstract record ChartChanged(SampleTime Time)
{
    /// <summary>What happened, in a few words.</summary>
    public abstract string Text { get; }
}

/// <summary>The music stands in a bar of the chart.</summary>
/// <param name="Section">Of which section; empty where none is named.</param>
/// <param name="Bar">Which bar of it, from 1.</param>
/// <param name="Chords">As they are written.</param>
public sealed record ChartFollowed(SampleTime Time, string Section, int Bar, string Chords)
    : ChartChanged(Time)
{
    public override string Text => "the chart is followed from "
        + new ChartPlace(0, Section, Bar, Chords, 1).Name + $" on ({Chords})";
}

/// <summary>Nobody knows any more where in the chart the music stands.</summary>
public sealed record ChartLeft(SampleTime Time, string Why) : ChartChanged(Time)
{
    public override string Text => $"the chart is left, chords are heard: {Why}";
}
