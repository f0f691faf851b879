using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>Chooses a mode by weight and stays with it; silence lasts for one call only.</summary>
/// <remarks>The first call and the last are always answered, and never are two passed in a row.</remarks>
internal sealed class ModeChooser(AgentOptions options, SplitMix64 random)
{
    private Mode _mode = Mode.Silence;
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
        if (_mode == Mode.Silence || tick >= _until)
        {
            var sounding = options.ImitateWeight + options.ContrastWeight;
            var imitates = sounding <= 0 || random.NextDouble() * sounding < options.ImitateWeight;
            _mode = imitates ? Mode.Imitate : Mode.Contrast;
            var spread = Math.Max(0, options.LongestModeSeconds - options.ShortestModeSeconds);
            _until = tick.PlusSeconds(options.ShortestModeSeconds + spread * random.NextDouble());
        }

        return _mode;
    }

    private double TotalWeight =>
        options.ImitateWeight + options.ContrastWeight + options.SilenceWeight;
}
