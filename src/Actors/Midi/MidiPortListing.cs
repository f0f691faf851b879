namespace Antiphon.Midi;

/// <summary>The MIDI ports of one kind on this machine.</summary>
/// <param name="Scheme">What their addresses begin with, without the colon.</param>
/// <param name="Outputs">Addresses that notes can be sent to.</param>
/// <param name="Inputs">Addresses that can be listened to.</param>
/// <param name="Missing">Why there can be none; null when there could be some.</param>
public sealed record MidiPortListing(
    string Scheme, IReadOnlyList<string> Outputs, IReadOnlyList<string> Inputs, string? Missing);
