using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Measures;

/// <summary>What the player did, told from what was heard.</summary>
/// <remarks>
/// The rule is the one by which the agent listens, at its defaults, and does not move with its
/// settings, so that sessions compare: a frame is silent where neither stem speaks, or 40 dB below
/// a peak that sinks by 1.5 dB a second; own sound and gaps are neither playing nor silence.
/// </remarks>
internal sealed class PlayerPart
{
    private const double PeakDecayDbPerSecond = 1.5;
    private const double QuietBelowPeakDb = 40;
    private const double SilenceDb = -120;

    private static readonly SampleCount PhraseEnd = SampleCount.FromSeconds(0.3);
    private static readonly SampleCount ShortestPhrase = SampleCount.FromSeconds(0.15);

    private readonly List<FrameToken> _played = [];
    private readonly List<HeardPhrase> _phrases = [];
    private SampleTime _start;
    private SampleCount _playing;
    private SampleCount _silent;
    private double _peakDb = SilenceDb;

    /// <param name="heard">Every frame that was heard, in order.</param>
    public PlayerPart(IEnumerable<FrameToken> heard)
    {
        foreach (var token in heard)
        {
            Hear(token);
        }

        if (_played.Count > 0)
        {
            Close();
        }
    }

    /// <summary>The frames in which the player plays, in order.</summary>
    public IReadOnlyList<FrameToken> Played => _played;

    /// <summary>
    /// What lies between rests of 300 ms or more, in order; a knock of under 150 ms is none.
    /// </summary>
    public IReadOnlyList<HeardPhrase> Phrases => _phrases;

    private void Hear(FrameToken token)
    {
        _peakDb = Math.Max(SilenceDb, _peakDb - PeakDecayDbPerSecond * token.Length.Seconds);
        var loudness = token.Descriptors.LoudnessDb;
        if ((token.Harmonic.IsRest && token.Percussive.IsRest)
            || loudness < _peakDb - QuietBelowPeakDb)
        {
            _silent += token.Length;
            if (_silent.Samples >= PhraseEnd.Samples)
            {
                Close();
            }
        }
        else if (!token.OwnSound)
        {
            _peakDb = Math.Max(_peakDb, loudness);
            _start = _playing.Samples == 0 ? token.Start : _start;
            _playing += token.Length;
            _silent = default;
            _played.Add(token);
        }
    }

    private void Close()
    {
        if (_playing.Samples >= ShortestPhrase.Samples)
        {
            _phrases.Add(new HeardPhrase(_start, _played[^1].End));
        }

        _playing = default;
    }
}

/// <summary>A phrase of the player.</summary>
/// <param name="Start">Where its first frame begins.</param>
/// <param name="End">Where its last frame ends.</param>
internal readonly record struct HeardPhrase(SampleTime Start, SampleTime End);
