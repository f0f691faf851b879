using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>Chooses a mode by weight and stays with it; silence lasts for one call only.</summary>
/// <remarks>
/// It begins by imitating, so that the player hears that it listens. The first call and the last
/// are always answered, and never are two passed in a row.
/// </remarks>
internal sealed class ModeChooser(AgentOptions options, SplitMix64 random)
{
    private Mode? _mode;
    private SampleTime _until;
    private bool _mayPass;

    /// <param name="mustSound">True when silence is no answer.</param>
    public Mode Choose(SampleTime tick, bool mustSound)
    {
        var passes = random.NextDouble() * TotalWeight < options.SilenceWeight;
        if (passes && _mayPass && !mustSound)
        {
            _mayPass = false;
            return Mode.Silence;
        }

        _mayPass = true;
        if (_mode is not { } kept || tick >= _until)
        {
            var sounding = options.ImitateWeight + options.ContrastWeight;
            var mark = _mode is null ? 0 : random.NextDouble() * sounding;
            kept = mark < options.ImitateWeight || sounding <= 0 ? Mode.Imitate : Mode.Contrast;
            _mode = kept;
            var spread = Math.Max(0, options.LongestModeSeconds - options.ShortestModeSeconds);
            _until = tick.PlusSeconds(options.ShortestModeSeconds + spread * random.NextDouble());
        }

        return kept;
    }

    private double TotalWeight =>
        options.ImitateWeight + options.ContrastWeight + options.SilenceWeight;
}
