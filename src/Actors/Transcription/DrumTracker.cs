using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// From logits to drum hits: a peak that stands out, a frame after it; hats and cymbals when
/// their ring was heard, 113 ms after it.
/// </summary>
/// <remarks>Not thread-safe; allocates nothing.</remarks>
internal sealed class DrumTracker(TranscriptionOptions options, HeardTexture texture)
{
    /// <summary>Frames from a frame to all that is said of it, at most.</summary>
    public const int FramesBehind = 10;

    private const int Classes = 6;
    private const int FramesApart = 4;

    // Kicks hide in bass notes; hats are heard faintly, and seldom mistaken.
    private static readonly double[] Thresholds =
        [.. new[] { 0.75, 0.6, 0.4, 0.6, 0.5, 0.6 }.Select(EarFrame.Logit)];

    private readonly double _music = EarFrame.Logit(options.MusicSureness);
    private readonly float[] _before = new float[Classes];
    private readonly float[] _middle = new float[Classes];
    private readonly int[] _since = new int[Classes];
    private readonly CymbalTracker _cymbals = new();

    /// <param name="frame">What the ear says.</param>
    /// <param name="sound">The newest frame's hop, 320 samples.</param>
    /// <param name="transcript">Takes the hits.</param>
    public void Hear(in EarFrame frame, ReadOnlySpan<float> sound, ITranscript transcript)
    {
        _cymbals.Hear(sound);
        _cymbals.Tell(frame, transcript);
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
                    var sureness = HitJudge.Judge(
                        texture, time, frame, (DrumClass)drum, _middle);
                    texture.Struck(peak);
                    if (sureness >= _music)
                    {
                        Struck((DrumClass)drum, time, frame, transcript);
                    }
                }
            }
        }

        _middle.CopyTo(_before, 0);
        frame.Drums.CopyTo(_middle);
    }

    /// <summary>Forgets what it heard.</summary>
    public void Reset()
    {
        Array.Fill(_before, float.NegativeInfinity);
        Array.Fill(_middle, float.NegativeInfinity);
        Array.Fill(_since, FramesApart);
        _cymbals.Reset();
    }

    private void Struck(
        DrumClass drum, SampleTime time, in EarFrame frame, ITranscript transcript)
    {
        if (drum is DrumClass.Hat or DrumClass.Cymbal)
        {
            _cymbals.Struck(
                frame, time, Most(DrumClass.Kick, frame), Most(DrumClass.Snare, frame));
            return;
        }

        transcript.Hit(new DrumHit(
            time, drum, frame.LoudnessDb, EarFrame.Probability(_middle[(int)drum]),
            frame.KnownAt));
    }

    private float Most(DrumClass drum, in EarFrame frame) => Math.Max(
        _middle[(int)drum], Math.Max(_before[(int)drum], frame.Drums[(int)drum]));
}
