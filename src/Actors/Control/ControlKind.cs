namespace Antiphon.Control;

/// <summary>What a control wants to be given.</summary>
public enum ControlKind
{
    /// <summary>Nothing: it happens when it is asked for.</summary>
    Trigger = 0,

    /// <summary>On or off.</summary>
    Switch = 1,

    /// <summary>One of a list of names.</summary>
    Choice = 2,

    /// <summary>A name.</summary>
    Text = 3,

    /// <summary>A whole number in a range.</summary>
    Whole = 4,

    /// <summary>A number in a range.</summary>
    Number = 5,
}
