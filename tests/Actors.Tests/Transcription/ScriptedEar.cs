using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>
/// An ear that hears what a test says, in frames of the grid that begins with the first sample.
/// </summary>
internal sealed class ScriptedEar(int stepFrames) : IEar
{
    private const float Sure = 4;
    private const float Unsure = -4;
    private const int Bands = 306;

    // Bands of the first six partials above the first: what sounds is a steady tone.
    private static readonly int[] Partials = [0, 36, 57, 72, 84, 93];

    private readonly Dictionary<long, List<Action<ScriptedEar, int>>> _script = [];
    private readonly float[] _notes = new float[88 * stepFrames];
    private readonly float[] _onsets = new float[88 * stepFrames];
    private readonly float[] _drums = new float[6 * stepFrames];
    private readonly float[] _powers = new float[88 * stepFrames];
    private readonly float[] _front = new float[Bands * stepFrames];
    private long _frame;

    public int StepFrames => stepFrames;

    public int FramesBehind => 3;

    public string ModelSha256 => "";

    public int TuningBands { get; set; }

    public ReadOnlySpan<float> Notes => _notes;

    public ReadOnlySpan<float> Onsets => _onsets;

    public ReadOnlySpan<float> Drums => _drums;

    public ReadOnlySpan<float> Powers => _powers;

    public ReadOnlySpan<float> Front => _front;

    /// <summary>A key is heard from one frame to before another; its onset as given.</summary>
    /// <param name="onset">Logits of the onset's frame and the one behind it.</param>
    public ScriptedEar Note(
        int key, int begin, int end, (float First, float Second)? onset = null, float power = 0.01f)
    {
        var (first, second) = onset ?? (Sure, 2);
        At(begin, (ear, row) => ear._onsets[88 * row + key - 21] = first);
        At(begin + 1, (ear, row) => ear._onsets[88 * row + key - 21] = second);
        for (var frame = begin; frame < end; frame++)
        {
            At(frame, (ear, row) => ear._notes[88 * row + key - 21] = Sure);

            // Powers belong to the newest frame, three before what is heard.
            At(frame + 3, (ear, row) =>
            {
                ear._powers[88 * row + key - 21] = power;
                foreach (var above in Partials.Where(above => 3 * (key - 21) + above < Bands))
                {
                    ear._front[Bands * row + 3 * (key - 21) + above] = 0.9f;
                }
            });
        }

        return this;
    }

    /// <summary>A key is heard in a frame, so sure as a logit, without an onset.</summary>
    public ScriptedEar Sounds(int key, int frame, float logit)
    {
        At(frame, (ear, row) => ear._notes[88 * row + key - 21] = logit);
        return this;
    }

    public ScriptedEar Hit(DrumClass drum, int frame, float logit = Sure)
    {
        At(frame, (ear, row) => ear._drums[6 * row + (int)drum] = logit);
        return this;
    }

    public void Step(ReadOnlySpan<float> samples)
    {
        Assert.Equal(FrameGrid.HopSamples * stepFrames, samples.Length);
        Array.Fill(_notes, Unsure);
        Array.Fill(_onsets, Unsure);
        Array.Fill(_drums, Unsure);
        Array.Clear(_powers);
        Array.Fill(_front, -1.25f);
        for (var row = 0; row < stepFrames; row++, _frame++)
        {
            // The ear's first frame is one before the grid's, and it is three frames behind.
            if (_script.TryGetValue(_frame - 4, out var acts))
            {
                foreach (var act in acts)
                {
                    act(this, row);
                }
            }
        }
    }

    public void Reset() => _frame = 0;

    public void Dispose()
    {
    }

    private void At(int frame, Action<ScriptedEar, int> act)
    {
        if (!_script.TryGetValue(frame, out var acts))
        {
            _script[frame] = acts = [];
        }

        acts.Add(act);
    }
}
