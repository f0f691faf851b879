using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Transcription;

/// <summary>When the ear's doubt is a note.</summary>
/// <remarks>
/// The defaults are chosen on music in two sound fonts that the ear never met, and held against
/// other music in one of them.
/// </remarks>
public sealed record TranscriptionOptions
{
    /// <summary>The model; empty for none.</summary>
    [Description("Name of the ear in models/manifest.json; empty: no notes are heard")]
    public string Model { get; init; } = "ear";

    /// <summary>Frames of a step.</summary>
    [Range(1, 16)]
    [Description("Frames (of 13 ms) that the ear hears at a time while it plays: fewer cost more")]
    public int StepFrames { get; init; } = 4;

    /// <summary>How sure the ear must be at an onset's peak, 0…1.</summary>
    [Range(0.05, 0.95)]
    [Description("How sure the ear must be that a key begins, 0 to 1")]
    public double OnsetSureness { get; init; } = 0.5;

    /// <summary>
    /// How sure the ear must be that the key sounds, three frames behind its onset, 0…1.
    /// </summary>
    [Range(0.05, 0.95)]
    [Description("How sure the ear must be that a key sounds 40 ms after it began, 0 to 1")]
    public double SoundingSureness { get; init; } = 0.4;

    /// <summary>Below this a key has ended, 0…1.</summary>
    [Range(0.02, 0.9)]
    [Description("A key has ended when the ear is less sure than this that it sounds, 0 to 1")]
    public double EndSureness { get; init; } = 0.3;

    /// <summary>How much louder a sounding key must get to be struck anew, dB.</summary>
    [Range(0.0, 40.0)]
    [Description("How much louder a sounding key must become to be struck anew, in dB")]
    public double RestrikeDb { get; init; } = 6;

    /// <summary>So sure, a sounding key is struck anew however loud it becomes, 0…1.</summary>
    [Range(0.5, 1.0)]
    [Description("So sure that a key begins, the ear lets it be struck anew at any loudness")]
    public double RestrikeSureness { get; init; } = 0.95;

    /// <summary>How far a hit must stand out of what sounds steadily, dB.</summary>
    [Range(0.0, 40.0)]
    [Description("How far a drum hit must stand out of a steady sound, in dB")]
    public double HitDb { get; init; } = 4;

    /// <summary>
    /// How sure it must be that a note or a hit is music: no syllable, no clap among many, no
    /// rumble; 0…1, 0 takes all.
    /// </summary>
    [Range(0.0, 0.99)]
    [Description(
        "How sure the ear must be that it hears music, no speech, applause or rumble; 0 takes all")]
    public double MusicSureness { get; init; } = 0.5;
}
