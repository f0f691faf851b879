namespace Antiphon.Capture;

/// <summary>Where the rig hears from; it outlives the capture actor that reads it.</summary>
/// <param name="Input">
/// The input; its count of frames read is the clock a restart goes on from.
/// </param>
/// <param name="Options">Channel, repair, mouth.</param>
/// <param name="LookAheadSamples">
/// What the separator wants to hear after each segment, 24 kHz.
/// </param>
/// <param name="Freewheel">
/// True: read as fast as demand allows. False: read what is at hand.
/// </param>
/// <param name="BlockFrames">Frames read at once; it changes nothing that is heard.</param>
public sealed record CaptureSource(
    IAudioInput Input,
    CaptureOptions Options,
    int LookAheadSamples,
    bool Freewheel,
    int BlockFrames);
