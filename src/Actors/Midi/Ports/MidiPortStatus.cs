using Antiphon.Flow;

namespace Antiphon.Midi;

/// <summary>How one port fares.</summary>
/// <param name="Name">Its address.</param>
/// <param name="Open">False while it is lost.</param>
/// <param name="Sent">Events that went out, from 0.</param>
/// <param name="Discarded">Events due while it was lost; they are not made up for.</param>
/// <param name="Losses">Times that it was lost.</param>
/// <param name="Returns">Times that it came back.</param>
/// <param name="Hanging">
/// Keys that were down when it was lost: silenced when it comes back, 0 while it is open.
/// </param>
/// <param name="Late">
/// Events that it could not sound at their time although it had them ahead of it.
/// </param>
/// <param name="Lateness">
/// How late events were handed to it, in ms; all 0 where it sounds them at their time by itself.
/// </param>
/// <param name="LastFault">What it last said; null when it never did.</param>
/// <param name="Remark">What a person should know of it; null when there is nothing.</param>
public sealed record MidiPortStatus(
    string Name,
    bool Open,
    long Sent,
    long Discarded,
    long Losses,
    long Returns,
    int Hanging,
    long Late,
    LatencySummary Lateness,
    string? LastFault,
    string? Remark);

/// <summary>The MIDI ports of one kind on this machine.</summary>
/// <param name="Scheme">What their addresses begin with, without the colon.</param>
/// <param name="Outputs">Addresses that notes can be sent to.</param>
/// <param name="Inputs">Addresses that can be listened to.</param>
/// <param name="Missing">Why there can be none; null when there could be some.</param>
public sealed record MidiPortListing(
    string Scheme, IReadOnlyList<string> Outputs, IReadOnlyList<string> Inputs, string? Missing);
