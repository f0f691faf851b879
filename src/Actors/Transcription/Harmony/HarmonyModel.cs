namespace Antiphon.Transcription;

/// <summary>The numbers of the joint filter over keys and chords.</summary>
/// <remarks>
/// Chosen on generated music whose notes were spoiled (missing, an octave off, added, late) and
/// as the ear hears it, with a beat, at a wrong level of it, and without one; held against
/// other music.
/// </remarks>
internal sealed record HarmonyModel
{
    /// <summary>Evidence of a note's beginning, in notes.</summary>
    public double Attack { get; init; } = 0.6;

    /// <summary>Time constant of that evidence, in seconds.</summary>
    public double AttackSeconds { get; init; } = 0.1;

    /// <summary>Evidence of a note that goes on, in notes a second.</summary>
    public double Sustain { get; init; } = 0.6;

    /// <summary>Time constant of a note that has ended: it lasts in the ear, in seconds.</summary>
    public double Fade { get; init; } = 0.45;

    /// <summary>Evidence of the lowest of several tones as a bass, against a tone's.</summary>
    public double Bass { get; init; } = 1.5;

    /// <summary>The same on the weakest place of a bar, as a share: basses walk.</summary>
    public double BassWeak { get; init; } = 0.5;

    /// <summary>How often the bass is the root.</summary>
    public double BassRoot { get; init; } = 0.7;

    /// <summary>Share of tones foreign to the chord, in an accompaniment.</summary>
    public double Foreign { get; init; } = 0.1;

    /// <summary>The same for tones of a line on the weakest places.</summary>
    public double ForeignInLine { get; init; } = 0.85;

    /// <summary>Share of foreign tones that are of the scale.</summary>
    public double Diatonic { get; init; } = 0.9;

    /// <summary>How far a line's tone on the strongest place is like its weakest, 0…1.</summary>
    public double LineStrong { get; init; } = 0.25;

    /// <summary>Evidence of a line's tone on the strongest place, in notes.</summary>
    public double StrongWeight { get; init; } = 1.5;

    /// <summary>Evidence of a line's tone on the weakest place, in notes.</summary>
    public double WeakWeight { get; init; } = 0.5;

    /// <summary>How far the highest of several tones is like a line's, 0…1.</summary>
    public double TopLoose { get; init; } = 0.6;

    /// <summary>Seconds that a chord stays, as far as no beat is known.</summary>
    public double ChordSeconds { get; init; } = 1.5;

    /// <summary>Chance that the chord changes on a bar's first beat.</summary>
    public double ChangeOnBar { get; init; } = 0.6;

    /// <summary>Chance that it changes on another beat; twice that in a bar's middle.</summary>
    public double ChangeOnBeat { get; init; } = 0.12;

    /// <summary>Chance that it changes where notes begin beside the beat.</summary>
    public double ChangeOffBeat { get; init; } = 0.04;

    /// <summary>Chance that it changes on a beat, where no bar is known.</summary>
    public double ChangeWithoutBar { get; init; } = 0.3;

    /// <summary>How strong a bar's middle is, the first beat being 1.</summary>
    public double HalfBar { get; init; } = 0.7;

    /// <summary>How strong another beat is.</summary>
    public double WeakBeat { get; init; } = 0.5;

    /// <summary>From here on, beats may be only every second one, in seconds.</summary>
    public double SlowBeat { get; init; } = 0.75;

    /// <summary>From here on they are, in seconds.</summary>
    public double SlowerBeat { get; init; } = 0.95;

    /// <summary>How much of a chord changes on a bar's first beat.</summary>
    public double LearnOn { get; init; } = 0.65;

    /// <summary>How much of a chord changes on another beat.</summary>
    public double LearnOff { get; init; } = 0.15;

    /// <summary>How fast changes of the chord tell the bar.</summary>
    public double LearnRate { get; init; } = 1.2;

    /// <summary>How fast loud beats tell the bar.</summary>
    public double Accent { get; init; } = 0.6;

    /// <summary>Seconds of music that a key stays.</summary>
    public double KeySeconds { get; init; } = 60;

    /// <summary>Chance of another key behind a pause.</summary>
    public double KeyAfterPause { get; init; } = 0.03;

    /// <summary>So much silence ends a phrase, in seconds.</summary>
    public double PauseSeconds { get; init; } = 0.8;

    /// <summary>How much rather than other chords the tonic ends a phrase.</summary>
    public double CloseTonic { get; init; } = 2.5;

    /// <summary>How much rather than other chords the dominant ends a phrase.</summary>
    public double CloseDominant { get; init; } = 2;

    /// <summary>How much rather than other chords the tonic begins a phrase.</summary>
    public double OpenTonic { get; init; } = 2;

    /// <summary>So much surer must another root be than the one that was said.</summary>
    public double ChordMargin { get; init; } = 0.2;

    /// <summary>So much surer must another key be than the one that was said.</summary>
    public double KeyMargin { get; init; } = 0.15;

    /// <summary>Frequency of a chord that theory does not list, in hundredths.</summary>
    public double ChordFloor { get; init; } = 0.02;

    /// <summary>Power of what is known of progressions.</summary>
    public double Motion { get; init; } = 1;

    /// <summary>Power of what is known of the chords of a key.</summary>
    public double Prior { get; init; } = 1;

    /// <summary>A chord that stayed for less was a doubt, in seconds.</summary>
    public double Shortest { get; init; } = 0.35;

    /// <summary>Weight of all that may follow besides what once followed.</summary>
    public double LoopDoubt { get; init; } = 2;

    /// <summary>How much of a change is left to a progression that repeats, 0…1.</summary>
    public double LoopTrust { get; init; } = 0.3;

    /// <summary>So sure must the next chord be to be told.</summary>
    public double NextSure { get; init; } = 0.5;

    /// <summary>So much evidence is weighed at once, in notes.</summary>
    public double Grain { get; init; } = 0.25;
}
