using System.Collections.Immutable;
using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Flow;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Host.Observers;

/// <summary>
/// What the rig tells lights and visuals: a bundle for each segment with its level and its frame
/// tokens, a message for each decision and each note that begins to sound, what is known of the
/// player's music, and its health with every segment and loss. It hands packets on and keeps none.
/// </summary>
/// <remarks>Thread-safe by one lock. Bound: the notes that wait in the transport.</remarks>
/// <param name="post">Takes a packet; must not wait.</param>
public sealed class OscFeed(Action<OscPacket> post) : IRigObserver
{
    private const int Rest = -1;
    private readonly List<OscPacket> _tokens = [];
    private readonly Dictionary<NoteId, NotePlanned> _waiting = [];
    private readonly Lock _lock = new();
    private long _segments;
    private long _gaps;
    private float _loudestDb = float.NegativeInfinity;
    private SampleTime _musicUntil;
    private SampleTime _beatTold;
    private Chord? _chord;
    private MusicalKey? _key;

    public void Lost(string stage, Gap gap)
    {
        lock (_lock)
        {
            _gaps++;
            post(Health());
        }
    }

    public void Tokenized(Slot slot)
    {
        if (slot is not FrameToken token)
        {
            return;
        }

        lock (_lock)
        {
            _tokens.Add(Token(token));
            _loudestDb = Math.Max(_loudestDb, token.Descriptors.LoudnessDb);
            if (token.Frame == FrameGrid.FramesPerSegment - 1)
            {
                PostSegment();
            }
        }
    }

    public void Decided(Slot slot)
    {
        if (slot is not AgentDecided decided)
        {
            return;
        }

        lock (_lock)
        {
            Await(decided);
            Tell(decided.Music, decided.Watermark);
            TellHeard(decided);
            foreach (var decision in decided.Decisions)
            {
                post(new OscMessage(
                    "/antiphon/out/mode",
                    Name(decision.Voice),
                    new OscString(Explanation.Name(decision.Mode)),
                    new OscInt(decision.NoteCount)));
            }
        }
    }

    /// <summary>Hears what became of a planned note.</summary>
    public void Sounded(NoteSounded sounded)
    {
        lock (_lock)
        {
            if (_waiting.Remove(sounded.Id, out var note) && sounded.Sounded)
            {
                post(new OscMessage(
                    "/antiphon/out/note",
                    Name(note.Voice),
                    new OscInt(note.Key),
                    new OscInt(note.Velocity),
                    new OscFloat((float)note.Length.Seconds)));
            }
        }
    }

    // A beat is told as it falls, chord and key as they change.
    private void Tell(MusicNow music, SampleTime now)
    {
        // A beat that is set right by a little is not told twice.
        if (music.Beat is { } beat && Math.Floor(beat.BeatsTo(now)) is var beats
            && Math.Floor(beat.BeatsTo(_musicUntil)) < beats
            && now.SecondsSince(_beatTold) > beat.Seconds / 2)
        {
            _beatTold = now;
            post(new OscMessage(
                "/antiphon/out/beat",
                new OscFloat((float)beat.Seconds),
                new OscFloat((float)beat.Sureness),
                new OscInt(beat.BarBeats),
                new OscInt(beat.BarBeats == 0 ? 0 : BarBeat(beat, (long)beats))));
        }

        if (music.Chord is { } chord && !chord.IsStill(_chord))
        {
            post(new OscMessage(
                "/antiphon/out/chord",
                new OscString(chord.Name(music.Key)),
                new OscInt(chord.Root),
                new OscInt(chord.Bass),
                new OscFloat((float)chord.Sureness)));
        }

        if (music.Key is { } key && (key.Tonic, key.IsMinor) != (_key?.Tonic, _key?.IsMinor))
        {
            post(new OscMessage(
                "/antiphon/out/key",
                new OscString(key.Name()),
                new OscInt(key.Tonic),
                new OscFloat((float)key.Sureness)));
        }

        _musicUntil = SampleTime.Max(_musicUntil, now);
        (_chord, _key) = (music.Chord ?? _chord, music.Key ?? _key);
    }

    // The player's notes as they end, and drums as they are hit; its own are no news to it.
    private void TellHeard(AgentDecided decided)
    {
        foreach (var note in decided.NotesHeard)
        {
            if (note.Source != MusicSource.Own)
            {
                post(new OscMessage(
                    "/antiphon/out/heard",
                    new OscInt(note.Key),
                    new OscFloat(note.LoudnessDb),
                    new OscFloat((float)note.Length.Seconds)));
            }
        }

        foreach (var hit in decided.HitsHeard)
        {
            post(new OscMessage(
                "/antiphon/out/drum",
                new OscString(hit.Hit.Drum.ToString().ToLowerInvariant()),
                new OscFloat(hit.Hit.Strength)));
        }
    }

    // Counted from 1, as musicians do.
    private static int BarBeat(Beat beat, long beats) =>
        (int)((beats + beat.BarBeat) % beat.BarBeats + beat.BarBeats) % beat.BarBeats + 1;

    private void Await(AgentDecided decided)
    {
        foreach (var withdrawn in decided.Withdrawn)
        {
            _waiting.Remove(withdrawn);
        }

        foreach (var note in decided.Notes)
        {
            _waiting[note.Id] = note;
        }
    }

    private static OscString Name(Voice voice) => new(voice.ToString().ToLowerInvariant());

    private static OscMessage Token(FrameToken token) => new(
        "/antiphon/out/token",
        Word(token.Harmonic),
        Word(token.Percussive),
        new OscFloat(token.Descriptors.LoudnessDb),
        new OscDouble(token.Time.Seconds));

    private static OscInt Word(Token word) => new(word.IsRest ? Rest : word.Code);

    private void PostSegment()
    {
        _segments++;
        post(new OscBundle(
            OscTimeTag.Immediately,
            [
                new OscMessage("/antiphon/out/level", new OscFloat(_loudestDb)),
                .. _tokens.ToImmutableArray(),
                Health(),
            ]));
        _tokens.Clear();
        _loudestDb = float.NegativeInfinity;
    }

    private OscMessage Health() => new(
        "/antiphon/out/health", new OscLong(_segments), new OscLong(_gaps));
}
