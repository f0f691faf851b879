using Antiphon.Flow;
using Microsoft.Extensions.Logging;

namespace Antiphon.Rig;

/// <summary>
/// What a run says of its failures, each of them once: where it is dealt with, with type and stack.
/// </summary>
internal static partial class RigLog
{
    /// <summary>The category of these entries.</summary>
    public const string Category = "Antiphon.Rig";

    [LoggerMessage(
        1, LogLevel.Error, "{Stage} failed; it begins anew in {WaitMs} ms")]
    public static partial void Failed(
        this ILogger log, Exception cause, StageName stage, double waitMs);

    [LoggerMessage(
        2, LogLevel.Warning, "{Stage} was stopped; it begins anew in {WaitMs} ms")]
    public static partial void Stopped(this ILogger log, StageName stage, double waitMs);

    [LoggerMessage(
        3, LogLevel.Critical, "{Stage} failed {Times} times within a minute; the run ends")]
    public static partial void GaveUp(
        this ILogger log, Exception? cause, StageName stage, int times);

    [LoggerMessage(
        4, LogLevel.Error, "{Stage} did not answer within {LimitMs} ms; its slots are gaps")]
    public static partial void TimedOut(this ILogger log, StageName stage, double limitMs);

    [LoggerMessage(6, LogLevel.Warning, "{Input} was lost: nothing came for {SilentMs} ms")]
    public static partial void InputLost(this ILogger log, string input, double silentMs);

    [LoggerMessage(7, LogLevel.Warning, "{Input} is still lost: {Why}")]
    public static partial void InputStillLost(
        this ILogger log, Exception? cause, string input, string why);

    [LoggerMessage(5, LogLevel.Critical, "{Stage} hangs and does not come back; the run ends")]
    public static partial void Hung(this ILogger log, StageName stage);
}
