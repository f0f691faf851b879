using Antiphon.Hpss;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// The notes that the agent planned, against which every frame is held, so that what comes back
/// through the room is not taken for the player.
/// </summary>
/// <remarks>Bounded: notes long past are dropped, and the oldest beyond a fixed number.</remarks>
internal sealed class OwnNotes(AgentOptions options)
{
    private const int Capacity = 512;
    private const double EarlySeconds = 0.02;
    private const double Semitone = 0.5;
    private const double ChromaShareWithoutPitch = 0.5;
    private const double ChromaShareAgainstPitch = 0.75;

    private readonly List<NotePlanned> _notes = [];

    public int Count => _notes.Count;

    /// <summary>When the last of them ends; the beginning of time when there are none.</summary>
    public SampleTime SoundsUntil { get; private set; }

    public void Add(NotePlanned note)
    {
        if (_notes.Count == Capacity)
        {
            _notes.RemoveAt(0);
        }

        _notes.Add(note);
        SoundsUntil = SampleTime.Max(SoundsUntil, note.Due + note.Length);
    }

    /// <summary>Takes back the notes that are not due before a time.</summary>
    /// <returns>Their names, in order.</returns>
    public List<NoteId> Withdraw(SampleTime from)
    {
        List<NoteId> withdrawn =
            [.. _notes.Where(note => note.Due >= from).Select(note => note.Id)];
        _notes.RemoveAll(note => note.Due >= from);
        Measure();
        return withdrawn;
    }

    /// <summary>Forgets a note that was let go instead of played.</summary>
    public void Remove(NoteId id)
    {
        _notes.RemoveAll(note => note.Id == id);
        Measure();
    }

    /// <summary>Drops the notes that no frame can echo any more.</summary>
    public void DropBefore(SampleTime time) => _notes.RemoveAll(
        note => (note.Due + note.Length).PlusSeconds(options.OwnTailMs / 1000) < time);

    public bool AnyDue(SampleTime from) => _notes.Exists(note => note.Due >= from);

    /// <summary>The newest note that strikes at a time, or may still be heard to.</summary>
    public NoteId? AttackAt(SampleTime time) => _notes.FindLast(note =>
        time.SecondsSince(note.Due) is var since
        && since >= -EarlySeconds && since <= options.OwnAttackMs / 1000)?.Id;

    /// <summary>Whether a frame is the agent's own sound: it agrees in time and in pitch.</summary>
    public bool Owns(FrameToken token)
    {
        var classes = 0;
        foreach (var note in _notes)
        {
            var since = token.Time.SecondsSince(note.Due);
            if (since < -EarlySeconds
                || since > note.Length.Seconds + options.OwnTailMs / 1000)
            {
                continue;
            }

            if (IsAttack(token, since) || AgreesInPitch(token.Descriptors, note.Key))
            {
                return true;
            }

            classes |= 1 << (note.Key % Chroma.Classes);
        }

        return classes != 0 && AgreesInChroma(token.Descriptors, classes);
    }

    private bool IsAttack(FrameToken token, double sinceStart) =>
        token.Harmonic.IsRest && token.Descriptors.F0Hz is null
        && sinceStart <= options.OwnAttackMs / 1000;

    private static bool AgreesInPitch(FrameDescriptors frame, int key)
    {
        if (Pitch.KeyOf(frame) is not { } heard)
        {
            return false;
        }

        // Trackers err by octaves; the distance is that of the pitch classes.
        var apart = Math.Abs(heard - key) % Chroma.Classes;
        return Math.Min(apart, Chroma.Classes - apart) <= Semitone;
    }

    private static bool AgreesInChroma(FrameDescriptors frame, int classes)
    {
        var share = 0f;
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            share += (classes >> pitchClass & 1) * frame.Chroma[pitchClass];
        }

        return share >= (frame.F0Hz is null ? ChromaShareWithoutPitch : ChromaShareAgainstPitch);
    }

    private void Measure()
    {
        SoundsUntil = SampleTime.Zero;
        foreach (var note in _notes)
        {
            SoundsUntil = SampleTime.Max(SoundsUntil, note.Due + note.Length);
        }
    }
}
