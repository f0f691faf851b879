using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>From logits to drum hits: a peak that stands out, a frame after it.</summary>
/// <remarks>Not thread-safe; allocates nothing.</remarks>
internal sealed class DrumTracker
{
    private const int Classes = 6;
    private const int FramesApart = 4;

    // Kicks hide in bass notes; hats are heard faintly, and seldom mistaken.
    private static readonly double[] Thresholds =
        [.. new[] { 0.6, 0.5, 0.4, 0.6, 0.5, 0.6 }.Select(EarFrame.Logit)];

    private readonly float[] _before = new float[Classes];
    private readonly float[] _middle = new float[Classes];
    private readonly int[] _since = new int[Classes];

    public DrumTracker() => Reset();

    public void Hear(in EarFrame frame, ITranscript transcript)
    {
        for (var drum = 0; drum < Classes; drum++)
        {
            var (before, peak, after) = (_before[drum], _middle[drum], frame.Drums[drum]);
            _since[drum]++;
            if (_since[drum] >= FramesApart && frame.Awake && frame.StandsOut
                && OnsetPeak.Is(before, peak, after, Thresholds[drum]))
            {
                var time = SampleTime.Max(
                    frame.Moment(OnsetPeak.Offset(before, peak, after) - 1), frame.Start);
                if (time < frame.Horizon)
                {
                    _since[drum] = 0;
                    transcript.Hit(new DrumHit(
                        time, (DrumClass)drum, frame.LoudnessDb, EarFrame.Probability(peak),
                        frame.KnownAt));
                }
            }

            _before[drum] = peak;
            _middle[drum] = after;
        }
    }

    public void Reset()
    {
        Array.Fill(_before, float.NegativeInfinity);
        Array.Fill(_middle, float.NegativeInfinity);
        Array.Fill(_since, FramesApart);
    }
}
