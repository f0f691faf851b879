using Antiphon.Hpss;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Perception;

/// <summary>What a sound-check found.</summary>
/// <param name="Seconds">How long it was.</param>
/// <param name="QuietDb">Level of its quietest stretches (5th percentile), dBFS.</param>
/// <param name="LoudDb">Level of its loudest stretches (95th percentile), dBFS.</param>
/// <param name="PeakDb">The highest sample, dBFS.</param>
/// <param name="ClippedSamples">Samples at full scale.</param>
/// <param name="Hum">Hum in its quietest second; null when it was shorter than that.</param>
/// <param name="GateDb">
/// The gate that parts playing from room, dBFS; null when they lie too close.
/// </param>
/// <param name="SilenceShare">Share of the time below that gate, 0…1.</param>
public sealed record SoundFindings(
    double Seconds,
    double QuietDb,
    double LoudDb,
    double PeakDb,
    long ClippedSamples,
    MainsHum? Hum,
    double? GateDb,
    double SilenceShare)
{
    // The default gate: no lower one is ever needed.
    private static readonly double LowestGateDb = new GateOptions().AbsoluteDb;

    // How far the gate stands above the room, and must stay below the playing. A stem is quieter
    // than the sound it is part of.
    private const double AboveRoomDb = 8;
    private const double BelowPlayingDb = 20;

    private const double TooQuietDb = -42;
    private const double HumHeardDb = -75;
    private const double HumShare = 0.5;
    private const double LongPauses = 0.6;

    /// <summary>How its channels go together; null where that was not looked at.</summary>
    public ChannelFindings? Channels { get; init; }

    /// <summary>What to say of it, a sentence a line.</summary>
    /// <remarks>
    /// Of channels that take each other away, what is left tells nothing of playing and room.
    /// </remarks>
    public IReadOnlyList<string> Verdict => Channels?.Verdict is null
        ? [Level(), Clipping(), HumOfMains(), Silence(), Gate()]
        : [Level(), Clipping()];

    /// <summary>True when nothing stands in the way of learning from it.</summary>
    public bool IsGood =>
        Channels?.Verdict is null
        && LoudDb >= TooQuietDb && ClippedSamples == 0 && !Hums && GateDb is not null;

    private bool Hums => Hum is { } hum && hum.LevelDb > HumHeardDb && hum.Share > HumShare;

    internal static SoundFindings Of(
        double seconds, IReadOnlyList<float> levels, double quietDb, double loudDb, double peakDb,
        long clipped, MainsHum? hum)
    {
        var gate = Math.Max(LowestGateDb, Math.Round(quietDb + AboveRoomDb));
        var parts = gate <= loudDb - BelowPlayingDb;
        var silent = levels.Count == 0 ? 1 : levels.Count(level => level < gate)
            / (double)levels.Count;
        return new SoundFindings(
            seconds, quietDb, loudDb, peakDb, clipped, hum, parts ? gate : null, silent);
    }

    private string Level() => Channels?.Verdict is { } verdict
        ? verdict
        : LoudDb < TooQuietDb
        ? Text($"too quiet: the playing reaches {LoudDb:0} dBFS; turn the input up by about ")
            + Text($"{-20 - LoudDb:0} dB")
        : Text($"level is good: the playing reaches {LoudDb:0} dBFS, its peaks {PeakDb:0} dBFS");

    private string Clipping() => ClippedSamples == 0
        ? "nothing clipped"
        : Text($"{ClippedSamples} samples clipped: turn the input down by about 6 dB");

    private string HumOfMains() => Hums
        ? Text($"it hums at {Hum!.BaseHz} Hz ({Hum.LevelDb:0} dBFS, {Hum.Share:0 %} of the room): ")
            + "look for a ground loop"
        : "no hum";

    private string Silence() => SilenceShare > LongPauses
        ? Text($"nobody played for {SilenceShare:0 %} of the time: play more, or for longer")
        : Text($"nobody played for {SilenceShare:0 %} of the time");

    private string Gate() => GateDb is { } gate
        ? Text($"the room lies at {QuietDb:0} dBFS; a gate for it: --set gate.absoluteDb={gate:0}")
        : Text($"the quietest stretches lie at {QuietDb:0} dBFS, too near the playing for a gate: ")
            + "be silent for ten seconds in the next sound-check, or make the room quieter";
}
