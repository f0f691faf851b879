namespace Antiphon.Control;

/// <summary>Where commands go, whoever gives them.</summary>
public interface IControlSink
{
    /// <summary>
    /// Takes a command; may be called from any thread, and must neither wait long nor throw.
    /// </summary>
    /// <returns>Null, or why it was refused, in one line for a person.</returns>
    string? Take(ControlCommand command);
}
