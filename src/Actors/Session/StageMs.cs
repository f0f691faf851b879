using System.Text.Json.Serialization;
using Antiphon.Flow;
using Antiphon.Rig;

namespace Antiphon.Session;

/// <summary>
/// How long each stage had worked on its last slot when a decision came out, in ms. These are times
/// of a machine, and no part of the decision.
/// </summary>
/// <param name="Hpss">Separating a segment.</param>
/// <param name="Encode">Encoding it.</param>
/// <param name="Quantize">Naming its words.</param>
/// <param name="Remember">Remembering a frame.</param>
/// <param name="Decide">Deciding.</param>
public sealed record StageMs(
    double Hpss, double Encode, double Quantize, double Remember, double Decide)
{
    /// <summary>Hearing notes in 10 ms; null where there was no ear.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Transcribe { get; init; }

    /// <param name="meters">Of a whole rig.</param>
    public static StageMs Of(IReadOnlyList<StageMeter> meters)
    {
        double Last(StageName stage) => Math.Round(meters.Of(stage).LastWorkMs, 3);
        return new StageMs(
            Last(StageName.Hpss), Last(StageName.Encoder), Last(StageName.Quantizer),
            Last(StageName.MemoryBuffer), Last(StageName.Agent))
        {
            Transcribe = meters.Any(meter => meter.Stage == StageName.Transcriber)
                ? Last(StageName.Transcriber)
                : null,
        };
    }
}
