namespace Antiphon.Perception;

/// <summary>Why words no longer come as they were learned.</summary>
public enum HealthFinding
{
    /// <summary>The rig hears as it learned: the music is another.</summary>
    OtherMusic,

    /// <summary>The rig does not hear as it learned.</summary>
    HearsWrongly,

    /// <summary>The probe could not be heard through, so nothing is known.</summary>
    Unproven,
}
