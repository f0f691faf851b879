using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Sound of a call that was answered before all of it was heard: it is no new call.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class AnsweredSound
{
    private const double ResumesSeconds = 2;

    private SampleTime _until;
    private SampleTime? _resumes;
    private bool _ringsOn;

    /// <summary>The call was answered at a tick.</summary>
    /// <param name="ringsOn">
    /// What sounds on is the call's still, until the player begins anew or is silent.
    /// </param>
    public void Cut(SampleTime tick, bool ringsOn) => (_until, _ringsOn) = (tick, ringsOn);

    /// <summary>The player began something: it is no ring of the call before.</summary>
    public void Begin(SampleTime onset)
    {
        if (_ringsOn && onset > _until)
        {
            (_ringsOn, _until) = (false, onset);
        }
    }

    /// <summary>It was silent up to a time.</summary>
    public void Rest(SampleTime end) => _ringsOn &= end <= _until;

    /// <summary>Whether sound that ends at a time belongs to what was answered.</summary>
    public bool Has(SampleTime end) => _ringsOn || end <= _until;

    /// <summary>The player goes on with a call that seemed to have ended.</summary>
    /// <param name="start">When it began.</param>
    public void Resume(SampleTime start) => _resumes = start;

    /// <summary>When a call began of which sound is heard at a time.</summary>
    /// <param name="lastPlayed">When the player was heard before.</param>
    public SampleTime StartOf(SampleTime at, SampleTime lastPlayed)
    {
        var start = lastPlayed >= at.PlusSeconds(-ResumesSeconds) ? _resumes : null;
        _resumes = null;
        return start ?? at;
    }
}
