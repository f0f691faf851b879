using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Chooses a mode by what the player does, and stays with it; silence lasts for one call only.
/// </summary>
/// <remarks>
/// It begins by imitating, if it ever does, so that the player hears that it listens. The first
/// call and the last are always answered, and never are two passed in a row. A performer can fix a
/// mode, approve of the one that is, go back to the one before, or ask for another. Not
/// thread-safe.
/// </remarks>
internal sealed class ModeChooser(LiveOptions settings, SplitMix64 random)
{
    private const int Remembered = 8;
    private const double Foreign = 0.1;
    private const double BusyChangesPerSecond = 2;

    private readonly List<Mode> _before = [];
    private Mode? _mode;
    private SampleTime _until;
    private bool _mayPass;

    /// <summary>The mode that is kept; that of imitation before the first choice.</summary>
    public Mode Current => settings.Now.FixedMode ?? _mode ?? ModeTraits.First;

    /// <param name="mustSound">True when silence is no answer.</param>
    /// <param name="playsOn">The player plays on, instead of having ended a phrase.</param>
    /// <param name="pauses">
    /// The player plays in phrases: a mode that plays along is not kept for an answer.
    /// </param>
    /// <param name="changesPerSecond">How often the player's gesture changes.</param>
    public Mode Choose(
        SampleTime tick, bool mustSound, bool playsOn, double changesPerSecond,
        bool pauses = false)
    {
        var modes = settings.Agent.Modes;
        var total = ModeTraits.Sounding.Sum(mode => modes.Of(mode).Weight) + modes.SilenceWeight;
        var passes = random.NextDouble() * total < modes.SilenceWeight;
        if (settings.Now.FixedMode is { } wanted)
        {
            Keep(wanted, tick);
            return wanted;
        }

        if (passes && _mayPass && !mustSound)
        {
            _mayPass = false;
            return Mode.Silence;
        }

        _mayPass = true;
        if (_mode is not { } kept || tick >= _until
            || (pauses && !playsOn && ModeTraits.PlaysAlong(kept)))
        {
            kept = _mode is null && !playsOn && modes.Of(ModeTraits.First).Weight > 0
                ? ModeTraits.First
                : Draw(mode => Suits(mode, playsOn, changesPerSecond));
            Keep(kept, tick);
        }

        return kept;
    }

    /// <summary>Another stay in the mode that is.</summary>
    public void Approve(SampleTime tick) => _until = tick.PlusSeconds(Stay());

    /// <summary>Back to the mode before.</summary>
    public void GoBack(SampleTime tick)
    {
        if (_before.Count > 0)
        {
            _mode = _before[^1];
            _before.RemoveAt(_before.Count - 1);
            _until = tick.PlusSeconds(Stay());
        }
    }

    /// <summary>Another mode than the one that is.</summary>
    public void Change(SampleTime tick)
    {
        var now = Current;
        Keep(Draw(mode => mode == now ? 0 : settings.Agent.Modes.Of(mode).Weight), tick);
    }

    private void Keep(Mode mode, SampleTime tick)
    {
        if (_mode is { } last && last != mode)
        {
            _before.Add(last);
            if (_before.Count > Remembered)
            {
                _before.RemoveAt(0);
            }
        }

        _mode = mode;
        _until = tick.PlusSeconds(Stay());
    }

    private double Stay()
    {
        var modes = settings.Agent.Modes;
        return modes.ShortestSeconds
            + Math.Max(0, modes.LongestSeconds - modes.ShortestSeconds) * random.NextDouble();
    }

    // Who plays on is played along with; a player who changes much is followed, one who does not
    // is led elsewhere.
    private double Suits(Mode mode, bool playsOn, double changesPerSecond)
    {
        var busy = Math.Clamp(changesPerSecond / BusyChangesPerSecond, 0, 1);
#pragma warning disable CS8524 // a named occasion without an arm must not compile
        var suits = ModeTraits.Of(mode).Suits switch
        {
            ModeOccasion.PlaysOn => playsOn ? 1 : Foreign,
            ModeOccasion.Changes => (playsOn ? Foreign : 1) * (0.5 + busy),
            ModeOccasion.StaysTheSame => (playsOn ? Foreign : 1) * (1.5 - busy),
        };
#pragma warning restore CS8524
        return suits * settings.Agent.Modes.Of(mode).Weight;
    }

    private Mode Draw(Func<Mode, double> weightOf)
    {
        var total = ModeTraits.Sounding.Sum(weightOf);
        var mark = random.NextDouble() * total;
        foreach (var mode in ModeTraits.Sounding)
        {
            mark -= weightOf(mode);
            if (mark < 0)
            {
                return mode;
            }
        }

        return ModeTraits.First;
    }
}
