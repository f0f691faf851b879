using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Agent;

/// <summary>What the agent hears, held back until the tick at which it may know of it.</summary>
/// <remarks>
/// Merged by (visible-at, rank, sequence), so that the order of arrival cannot change the music.
/// Bounded: when full, what comes is refused and the caller counts it; but the end of a key whose
/// beginning was taken is taken too, so that no key stays held. Not thread-safe.
/// </remarks>
internal sealed class EventLog
{
    public const int Capacity = 4096;

    private static readonly Ranks RankOf = new();

    private readonly PriorityQueue<MindInput, (long VisibleAt, int Rank, long Sequence)> _events =
        new();
    private readonly HashSet<(SampleTime Onset, int Key)> _down = [];
    private long _sequence;

    public int Count => _events.Count;

    /// <returns>False when the log is full.</returns>
    public bool TryAdd(MindInput heard, SampleTime visibleAt)
    {
        var endsAKey = heard is MindInput.Key { Note: var note }
            && _down.Remove((note.Onset, note.Key));
        if (_events.Count >= Capacity && heard is not MindInput.SoundEnded && !endsAKey)
        {
            return false;
        }

        if (heard is MindInput.KeyDown { Pressed: var pressed } && _down.Count < Capacity)
        {
            _down.Add((pressed.Onset, pressed.Key));
        }

        _events.Enqueue(heard, (visibleAt.HalfSamples, heard.Accept(RankOf), _sequence++));
        return true;
    }

    /// <summary>Takes the next event that is visible at a tick.</summary>
    public bool TryTake(SampleTime tick, out MindInput heard)
    {
        if (_events.TryPeek(out heard!, out var key) && key.VisibleAt <= tick.HalfSamples)
        {
            _events.Dequeue();
            return true;
        }

        return false;
    }

    // What the performer wants and what the instrument did come before what was heard, and the end
    // of the input comes last.
    private sealed class Ranks : IMindInputVisitor<int>
    {
        private const int Heard = 4;

        public int Control(ControlGiven given) => 0;

        public int LetGo(NoteSounded note) => 1;

        public int Reflex(ReflexHeard reflex) => 2;

        public int Music(MusicHeard heard) => 3;

        public int Frame(TokenRemembered remembered) => Heard;

        public int KeyDown(KeyPressed pressed) => Heard;

        public int Key(NoteHeard note) => Heard;

        public int Lost(Gap gap) => Heard;

        public int ReflexesEnded(ReflexEnded end) => Heard;

        public int MindBegan(int before) => Heard;

        public int SoundEnded(InputEnded end) => 5;
    }
}
