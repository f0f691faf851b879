using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// Is told what the judges of notes and hits judge by, so that they can be taught.
/// </summary>
internal interface IJudgeWitness
{
    /// <param name="onset">When what may be a note began.</param>
    /// <param name="key">Its MIDI key, 21…108.</param>
    /// <param name="inputs">Of the judge's network.</param>
    void NoteJudged(SampleTime onset, int key, ReadOnlySpan<double> inputs);

    /// <param name="time">When what may be a drum was hit.</param>
    /// <param name="drum">What the ear takes it for.</param>
    /// <param name="inputs">Of the judge's network.</param>
    void HitJudged(SampleTime time, DrumClass drum, ReadOnlySpan<double> inputs);
}
