using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Lays a recall on the player's beat: what was heard at some part of a beat is played at that part
/// of one, and lasts as many beats as it did.
/// </summary>
internal static class BeatFit
{
    private static readonly double HopSeconds = new SampleCount(FrameGrid.HopSamples).Seconds;

    /// <summary>
    /// The recall, and when it begins: each of its runs where its beat and the player's agree. Null
    /// where its beginning has no beat.
    /// </summary>
    /// <remarks>
    /// A beat twice as fast is the same beat: nothing is stretched by more than √2. Between two
    /// runs lies less than a beat; a run without a beat goes on at once.
    /// </remarks>
    /// <param name="earliest">When it may begin.</param>
    public static (Recall Recall, SampleTime Origin)? Of(
        Recall recall, Beat now, SampleTime earliest)
    {
        if (recall.Frames.Count == 0 || recall.Frames[0].Heard?.Music.Beat is not { } first)
        {
            return null;
        }

        var factor = PulseFit.WithoutOctaves(now.Seconds / first.Seconds);
        var origin = Meet(now, recall.Frames[0], factor, earliest);
        List<RecalledFrame> frames = [];
        List<double> begins = [];
        double behind = 0;
        foreach (var frame in recall.Frames)
        {
            var at = factor * frame.OffsetSeconds + behind;
            if (frame.Jumped && frames.Count > 0)
            {
                var met = Meet(now, frame, factor, origin.PlusSeconds(at)).SecondsSince(origin);
                behind += met - at;
                at = met;
            }

            if (frame.Jumped || frames.Count == 0)
            {
                begins.Add(at);
            }

            frames.Add(frame with { OffsetSeconds = at });
        }

        var stretched = recall with
        {
            Frames = frames,
            Stretch = recall.Stretch * factor,
            Runs = [.. recall.Runs.Zip(begins, (run, at) => run with { OffsetSeconds = at })],
        };
        return (stretched, origin);
    }

    // The first time at which a beat of now is as far on as the one that was heard in a frame.
    private static SampleTime Meet(
        Beat now, RecalledFrame frame, double factor, SampleTime earliest)
    {
        if (frame.Heard?.Music.Beat is not { } beat)
        {
            return earliest;
        }

        var phase = factor * frame.Frame.Time.SecondsSince(beat.At) / now.Seconds;
        var beats = Math.Ceiling(now.BeatsTo(earliest.PlusSeconds(-HopSeconds)) - phase) + phase;
        return SampleTime.Max(earliest, now.TimeOf(beats));
    }
}
