namespace Antiphon.Flow;

/// <summary>
/// The eight stages, in the order of the way of a sound. The names are those that people and files
/// read: none of them may change.
/// </summary>
public enum StageName
{
    /// <summary>Sound in time.</summary>
    Capture = 0,

    /// <summary>Two stems.</summary>
    Hpss,

    /// <summary>26 frames a stem.</summary>
    Encoder,

    /// <summary>26 tokens.</summary>
    Quantizer,

    /// <summary>What was heard.</summary>
    MemoryBuffer,

    /// <summary>Notes, by the short way.</summary>
    Transcriber,

    /// <summary>What to answer.</summary>
    Agent,

    /// <summary>When it sounds.</summary>
    Midi,
}
