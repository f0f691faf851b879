using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// Keeps what the ear took for a hat or a cymbal until its ring was heard, and then says which it
/// was: either, both, or neither.
/// </summary>
/// <remarks>
/// A drummer keeps time on one of them for a while: what rang before speaks with it. Not
/// thread-safe; allocates nothing.
/// </remarks>
internal sealed class CymbalTracker
{
    private const int Kept = 8;
    private const double HalfSamplesApart = 0.04 * 2 * SampleRate.Hz;

    // What was heard before speaks twice as loud as the hit itself, and is half forgotten in 7.
    private const double HabitShare = 2;
    private const double HabitKept = 0.9;
    private const double MostOfOne = 4;

    // Of two that are both doubtful the likelier is told, down to this logit.
    private const double Doubtful = -1.5;

    private readonly HighBand _band = new();
    private readonly Struck[] _waiting = new Struck[Kept];
    private SampleTime _last;
    private int _count;
    private double _habit;
    private double _habitWeight;

    /// <summary>Hears the sound of the newest frame.</summary>
    public void Hear(ReadOnlySpan<float> samples) => _band.Hear(samples);

    /// <summary>A hat or a cymbal, as the ear takes it.</summary>
    public void Struck(in EarFrame frame, SampleTime time, float kick, float snare)
    {
        if (_count == Kept || Math.Abs(time.HalfSamples - _last.HalfSamples) < HalfSamplesApart)
        {
            return;
        }

        _last = time;
        var blocksAgo = (frame.Heard.HalfSamples - time.HalfSamples)
            / (2.0 * HighBand.BlockSamples);
        _waiting[_count++] = new Struck(
            time, _band.Blocks - blocksAgo, kick, snare, frame.LoudnessDb);
    }

    /// <summary>Says what is known by now.</summary>
    public void Tell(in EarFrame frame, ITranscript transcript)
    {
        var told = 0;
        while (told < _count
            && _band.Blocks >= Math.Round(_waiting[told].Block) + RingJudge.BlocksBehind)
        {
            Tell(_waiting[told++], frame.KnownAt, transcript);
        }

        _waiting.AsSpan(told, _count - told).CopyTo(_waiting);
        _count -= told;
    }

    public void Reset()
    {
        _band.Reset();
        (_count, _habit, _habitWeight) = (0, 0, 0);
        _last = new SampleTime(long.MinValue / 2);
    }

    private void Tell(Struck hit, SampleTime knownAt, ITranscript transcript)
    {
        var (hat, cymbal) = RingJudge.Judge(_band, hit.Block, hit.Kick, hit.Snare);
        var lean = HabitShare * _habit / (_habitWeight + 1) / 2;
        _habit = _habit * HabitKept + Math.Clamp(cymbal - hat, -MostOfOne, MostOfOne);
        _habitWeight = _habitWeight * HabitKept + 1;
        (hat, cymbal) = (hat - lean, cymbal + lean);
        if (hat > 0 || (hat > cymbal && hat > Doubtful))
        {
            Say(DrumClass.Hat, hat);
        }

        if (cymbal > 0 || (cymbal >= hat && cymbal > Doubtful))
        {
            Say(DrumClass.Cymbal, cymbal);
        }

        void Say(DrumClass drum, double logit) => transcript.Hit(new DrumHit(
            hit.Time, drum, hit.LoudnessDb, EarFrame.Probability((float)logit), knownAt));
    }
}

/// <summary>A hit that waits for its ring.</summary>
internal readonly record struct Struck(
    SampleTime Time, double Block, float Kick, float Snare, float LoudnessDb);
