using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Yardstick;

/// <summary>Normalised mutual information of words and truth.</summary>
internal static class YardstickMeasures
{
    // The first frame that has heard a stroke: its own 17 ms reach half of them past its centre.
    private const double StrokeDelaySeconds = 0.01;

    /// <summary>Harmonic word and sounding pitch class, over all frames that have one.</summary>
    public static PermutationBaseline PitchClass(
        IEnumerable<YardstickSound> sounds, Vocabulary vocabulary)
    {
        var pairs = new Pairs();
        foreach (var sound in sounds)
        {
            foreach (var token in YardstickEars.Read(sound, vocabulary).Where(t => !t.Warming))
            {
                pairs.Add(token.Harmonic, YardstickTruth.SoundingPitchClass(
                    sound.Score!, token.Time.Seconds));
            }
        }

        return pairs.Measure();
    }

    /// <summary>Percussive word and kind of drum, one pair a stroke.</summary>
    public static PermutationBaseline Drums(
        IEnumerable<YardstickSound> sounds, Vocabulary vocabulary)
    {
        var pairs = new Pairs();
        foreach (var sound in sounds)
        {
            var tokens = YardstickEars.Read(sound, vocabulary);
            foreach (var (seconds, kind) in YardstickTruth.Strokes(sound.Score!))
            {
                var heard = tokens.Find(
                    token => token.Time.Seconds >= seconds + StrokeDelaySeconds);
                pairs.Add(heard?.Percussive ?? Token.Rest, (int)kind);
            }
        }

        return pairs.Measure();
    }

    /// <summary>Harmonic word and semitone of an independent pitch track.</summary>
    public static PermutationBaseline Pitch(YardstickSound sound, Vocabulary vocabulary)
    {
        var pairs = new Pairs();
        foreach (var token in YardstickEars.Read(sound, vocabulary))
        {
            var end = (int)(token.Time.HalfSamples / 2) + FrameGrid.ReceptiveFieldSamples / 2;
            var start = end + 1 - YinPitchTracker.WindowSamples;
            var hz = start < 0
                ? null
                : YinPitchTracker.Estimate(
                    sound.Samples.Span.Slice(start, YinPitchTracker.WindowSamples));
            pairs.Add(token.Harmonic, hz is { } pitch ? YardstickTruth.KeyOf(pitch) : null);
        }

        return pairs.Measure();
    }

    private sealed class Pairs
    {
        private readonly List<int> _words = [];
        private readonly List<int> _truths = [];

        /// <summary>Adds a pair; a rest, and what has no truth, are passed over.</summary>
        public void Add(Token word, int? truth)
        {
            if (!word.IsRest && truth is { } label)
            {
                _words.Add(word.Code);
                _truths.Add(label);
            }
        }

        public PermutationBaseline Measure() => MutualInformation.Control(
            _words.ToArray(), _truths.ToArray());
    }
}
