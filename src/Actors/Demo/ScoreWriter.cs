namespace Antiphon.Demo;

/// <summary>Writes a score beat by beat.</summary>
/// <param name="beatSeconds">Length of a beat.</param>
internal sealed class ScoreWriter(double beatSeconds)
{
    private readonly List<ScoreNote> _notes = [];
    private readonly List<DrumHit> _drums = [];

    /// <summary>Where beat 0 lies.</summary>
    public double OriginSeconds { get; set; }

    public double At(double beat) => OriginSeconds + beat * beatSeconds;

    public void Note(
        double beat, double beats, double key, double velocity, Instrument instrument) =>
        _notes.Add(new ScoreNote(At(beat), beats * beatSeconds, key, velocity, instrument));

    public void Chord(
        double beat, double beats, IEnumerable<int> keys, double velocity, Instrument instrument)
    {
        // A strum: fingers do not all arrive at once.
        var late = 0.0;
        foreach (var key in keys)
        {
            Note(beat + late / beatSeconds, beats, key, velocity, instrument);
            late += 0.012;
        }
    }

    public void Drum(double beat, DrumKind kind, double velocity, DrumKit kit) =>
        _drums.Add(new DrumHit(At(beat), kind, velocity, kit));

    public Score Finish(double lengthSeconds) => new(_notes, _drums, lengthSeconds);
}
