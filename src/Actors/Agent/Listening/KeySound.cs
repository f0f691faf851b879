using Antiphon.Hpss;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// A keyboard that is heard by microphone too: which frames are the sound of keys that were told
/// of already, down or ringing on.
/// </summary>
/// <remarks>Bounded by <see cref="MostKeys"/>; keys long past are dropped. Not thread-safe.
/// </remarks>
internal sealed class KeySound
{
    private const int MostKeys = 256;

    // Sound and key come by ways of their own, the sound mostly the later.
    private const double EarlySeconds = 0.05;
    private const double AttackSeconds = 0.2;

    // A key that is up rings on in its strings and in the room.
    private const double RingSeconds = 1;
    private const double LongestRingSeconds = 4;

    private readonly List<Ring> _rings = [];

    /// <summary>A key went down.</summary>
    public void Press(KeyPressed pressed)
    {
        _rings.RemoveAll(ring => ring.Until is { } until
            && until.PlusSeconds(LongestRingSeconds) < pressed.Onset);
        if (_rings.Count == MostKeys)
        {
            _rings.RemoveAt(0);
        }

        _rings.Add(new Ring(pressed.Key, pressed.Onset, Until: null, InCall: true));
    }

    /// <summary>A key came up.</summary>
    public void Release(NoteHeard note)
    {
        var at = _rings.FindIndex(ring => ring.Key == note.Key && ring.Onset == note.Onset);
        if (at >= 0)
        {
            _rings[at] = _rings[at] with { Until = note.Onset + note.Length };
        }
    }

    /// <summary>What rings from now on is of no call.</summary>
    public void StartOver()
    {
        for (var i = 0; i < _rings.Count; i++)
        {
            _rings[i] = _rings[i] with { InCall = false };
        }
    }

    /// <summary>Whether a strike that is heard is a key's.</summary>
    public bool IsStroke(SampleTime heard) => _rings.Exists(ring =>
        heard.SecondsSince(ring.Onset) is >= -EarlySeconds and <= AttackSeconds);

    /// <summary>Whose sound a frame is.</summary>
    /// <param name="ringSeconds">For how long a key may ring on, if for more than 1 s.</param>
    /// <returns>True of a key of the call, false of one before it; null of no key.</returns>
    public bool? IsOfCall(FrameToken token, double ringSeconds)
    {
        var (ofCall, before) = (0, 0);
        var (struck, struckBefore) = (false, false);
        foreach (var ring in _rings)
        {
            if (Rings(ring, token.Time, Math.Max(RingSeconds, ringSeconds)))
            {
                var isAttack = EchoAgreement.IsAttack(
                    token, token.Time.SecondsSince(ring.Onset), AttackSeconds);
                ofCall |= ring.InCall ? 1 << (ring.Key % Chroma.Classes) : 0;
                before |= ring.InCall ? 0 : 1 << (ring.Key % Chroma.Classes);
                struck |= isAttack && ring.InCall;
                struckBefore |= isAttack && !ring.InCall;
            }
        }

        return struck || Agrees(token, ofCall) ? true
            : struckBefore || Agrees(token, ofCall | before) ? false
            : null;
    }

    private static bool Rings(Ring ring, SampleTime time, double ringSeconds) =>
        time.SecondsSince(ring.Onset) >= -EarlySeconds
        && (ring.Until is not { } until || time.SecondsSince(until) <= ringSeconds);

    private static bool Agrees(FrameToken token, int classes) => classes != 0
        && (Pitch.KeyOf(token.Descriptors) is { } key
                && (classes >> Pitch.PitchClassOf((int)Math.Round(key)) & 1) == 1
            || EchoAgreement.IsInChroma(token.Descriptors, classes));

    private readonly record struct Ring(int Key, SampleTime Onset, SampleTime? Until, bool InCall);
}
