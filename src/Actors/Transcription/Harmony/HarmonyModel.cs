namespace Antiphon.Transcription;

/// <summary>The numbers of the joint filter over keys and chords.</summary>
internal sealed record HarmonyModel
{
    /// <summary>Evidence of a note's beginning, in notes.</summary>
    public double Attack { get; init; } = 0.6;

    /// <summary>Within so many seconds of its beginning its evidence is in.</summary>
    public double AttackSeconds { get; init; } = 0.1;

    /// <summary>Evidence of a note that goes on, in notes a second.</summary>
    public double Sustain { get; init; } = 0.6;

    /// <summary>A note that has ended fades within so many seconds: a pedal, an arpeggio.</summary>
    public double Fade { get; init; } = 0.45;

    /// <summary>Weight of the lowest tone as such.</summary>
    public double Bass { get; init; } = 1.5;

    /// <summary>Share of foreign tones among tones of an accompaniment.</summary>
    public double Foreign { get; init; } = 0.12;

    /// <summary>Share of foreign tones among weak tones of a line.</summary>
    public double ForeignInLine { get; init; } = 0.7;

    /// <summary>Share of foreign tones that belong to the scale.</summary>
    public double Diatonic { get; init; } = 0.9;

    /// <summary>Seconds that a chord stays, where no beat is known.</summary>
    public double ChordSeconds { get; init; } = 1.4;

    /// <summary>Chance of a change on the first beat of a bar, another beat, beside a beat.</summary>
    public double ChangeOnBar { get; init; } = 0.6;

    public double ChangeOnBeat { get; init; } = 0.14;

    public double ChangeOffBeat { get; init; } = 0.04;

    /// <summary>Seconds of music that a key stays.</summary>
    public double KeySeconds { get; init; } = 60;

    /// <summary>Chance of another key after a pause.</summary>
    public double KeyAfterPause { get; init; } = 0.03;

    /// <summary>How much looser a weak tone of a line is than a strong one, 0…1.</summary>
    public double LineStrong { get; init; } = 0.3;

    public double LineWeak { get; init; } = 1.0;

    /// <summary>Looseness of the highest of several tones when it comes alone.</summary>
    public double TopLoose { get; init; } = 0.7;

    /// <summary>Evidence of weak and strong tones of a line against an accompaniment's.</summary>
    public double StrongWeight { get; init; } = 1.5;

    public double WeakWeight { get; init; } = 0.7;

    /// <summary>So much surer must another root be than the one that was said.</summary>
    public double ChordMargin { get; init; } = 0.15;

    public double KeyMargin { get; init; } = 0.15;

    /// <summary>Floor of a chord that theory does not expect.</summary>
    public double ChordFloor { get; init; } = 0.02;

    /// <summary>How far typical progressions rule, as a power.</summary>
    public double Motion { get; init; } = 1.0;

    /// <summary>How far the chords of a key rule, as a power.</summary>
    public double Prior { get; init; } = 1.0;

    public double HalfBar { get; init; } = 0.7;

    public double WeakBeat { get; init; } = 0.5;

    public double LearnOn { get; init; } = 0.65;

    public double LearnOff { get; init; } = 0.15;

    public double LearnRate { get; init; } = 1.2;

    public double Accent { get; init; } = 0.6;

    public double CloseTonic { get; init; } = 2.5;

    public double CloseDominant { get; init; } = 1.7;

    public double OpenTonic { get; init; } = 1.7;

    public double PauseSeconds { get; init; } = 0.8;

    public double Shortest { get; init; } = 0.4;

    public double LoopDoubt { get; init; } = 4;

    public double LoopTrust { get; init; } = 0.3;

    /// <summary>Evidence is weighed when there is so much of it, in notes.</summary>
    public double Grain { get; init; } = 0.25;

    public double NextSure { get; init; } = 0.5;

    public double BassWeak { get; init; } = 0.6;

    /// <summary>Bass evidence: root share.</summary>
    public double BassRoot { get; init; } = 0.7;
}
