using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Perception;

/// <summary>
/// Watches, segment by segment, whether the words of a running rig come as they were learned.
/// </summary>
/// <remarks>
/// On the sample clock alone. Each stem has a window of its newest sounding words; until it is full
/// nothing is said of it. Warming words do not count, for they do not in training. While the words
/// stay ill the alarm is given anew after each <see cref="HealthOptions.RecheckSeconds"/>: what was
/// other music may have become wrong hearing. Bounded; allocates alarms only; not thread-safe.
/// </remarks>
public sealed class TokenHealthWatch
{
    private readonly HealthOptions _options;
    private readonly StemWatch _harmonic;
    private readonly StemWatch _percussive;
    private SampleTime? _mayAlarmFrom;

    /// <param name="vocabulary">What was learned.</param>
    public TokenHealthWatch(Vocabulary vocabulary, HealthOptions options)
    {
        _options = options;
        _harmonic = new StemWatch(vocabulary, Stem.Harmonic, options);
        _percussive = new StemWatch(vocabulary, Stem.Percussive, options);
    }

    /// <summary>Hears the next token.</summary>
    /// <returns>An alarm at the end of a segment that gives one, else null.</returns>
    public HealthAlarm? Hear(FrameToken token)
    {
        if (!token.Warming)
        {
            _harmonic.Words.Add(token.Harmonic);
            _percussive.Words.Add(token.Percussive);
        }

        return token.Frame == FrameGrid.FramesPerSegment - 1 && !(token.End < _mayAlarmFrom)
            ? Judge(token.End)
            : null;
    }

    /// <summary>How a stem stands now; null until its window is full.</summary>
    public HealthReading? Reading(Stem stem) =>
        (stem == Stem.Harmonic ? _harmonic : _percussive).Reading();

    private HealthAlarm? Judge(SampleTime now)
    {
        var ill = Ill(_percussive) ?? Ill(_harmonic);
        if (ill is not { } reading)
        {
            return null;
        }

        _mayAlarmFrom = now.PlusSeconds(_options.RecheckSeconds);
        return new HealthAlarm(now, reading);
    }

    private HealthReading? Ill(StemWatch stem) =>
        stem.Reading() is { } reading && !_options.Accept(reading) ? reading : null;

    private sealed class StemWatch(Vocabulary vocabulary, Stem stem, HealthOptions options)
    {
        private readonly double _learned =
            TokenStatistics.Of(vocabulary.StatisticsOf(stem)).Perplexity;

        public RollingTokens Words { get; } = new(
            vocabulary.StatisticsOf(stem),
            (int)Math.Ceiling(options.WindowSeconds * FrameGrid.FramesPerSegment
                / FrameGrid.SegmentLength.Seconds));

        public HealthReading? Reading() => Words.IsFull
            ? new HealthReading(stem, Words.Perplexity, _learned, Words.DivergenceBits)
            : null;
    }
}

/// <summary>How the newest words of one stem stand against training.</summary>
/// <param name="Stem">The stem.</param>
/// <param name="Perplexity">2^H of the window, from 1.</param>
/// <param name="LearnedPerplexity">2^H of the training material, from 1.</param>
/// <param name="DivergenceBits">Jensen–Shannon divergence of the two, 0…1.</param>
public readonly record struct HealthReading(
    Flow.Stem Stem, double Perplexity, double LearnedPerplexity, double DivergenceBits);
