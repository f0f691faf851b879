namespace Antiphon.Control.Osc;

/// <summary>What came in by OSC, in numbers.</summary>
/// <param name="Packets">Datagrams.</param>
/// <param name="Malformed">Datagrams that were no OSC.</param>
/// <param name="Refused">
/// Messages to no known address or with a value that does not fit, and commands that could not wait
/// for their time or were refused by the rig.
/// </param>
/// <param name="Taken">Commands that were taken.</param>
public readonly record struct OscCounts(long Packets, long Malformed, long Refused, long Taken);
