namespace Antiphon.Midi;

/// <summary>A MIDI port, in or out, was lost or has come back.</summary>
/// <param name="Port">Its address.</param>
public abstract record PortChanged(string Port);

/// <summary>Nothing goes through it any more; it is opened again until it is back.</summary>
/// <param name="Why">What it said last.</param>
public sealed record PortLost(string Port, string Why) : PortChanged(Port);

/// <summary>It is open again.</summary>
/// <param name="AwaySeconds">How long it was not, as far as anybody looked.</param>
public sealed record PortRegained(string Port, double AwaySeconds) : PortChanged(Port);
