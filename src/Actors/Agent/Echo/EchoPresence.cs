namespace Antiphon.Agent;

/// <summary>
/// Whether what the partner plays can be heard in what it listens to: while one of its notes sounds
/// and nothing at all is heard, it cannot.
/// </summary>
/// <remarks>
/// Until that was seen, it is taken to come back. Both sides of the evidence fade with a half-life
/// of a minute of own sound, so that a microphone that is plugged in later is found out.
/// </remarks>
internal sealed class EchoPresence
{
    /// <summary>Behind a note's beginning, before which silence says nothing, in seconds.</summary>
    public const double SettleSeconds = 0.15;

    private const double HalfLifeSeconds = 60;
    private const double LeastEvidenceSeconds = 0.5;

    // Silence is a proof; what agrees may be the player, in unison.
    private const double AgreementWeight = 0.25;

    private double _silentSeconds;
    private double _heardSeconds;

    public bool IsPresent =>
        _silentSeconds < LeastEvidenceSeconds || _silentSeconds < _heardSeconds;

    /// <summary>Takes in a frame under an own note.</summary>
    /// <param name="rests">Nothing is heard in it.</param>
    /// <param name="agrees">What is heard in it could be the note.</param>
    public void Hear(bool rests, bool agrees, double seconds)
    {
        var kept = double.Exp2(-seconds / HalfLifeSeconds);
        _silentSeconds = kept * _silentSeconds + (rests ? seconds : 0);
        _heardSeconds = kept * _heardSeconds + (agrees ? AgreementWeight * seconds : 0);
    }
}
