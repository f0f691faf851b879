using Antiphon.Agent;
using Antiphon.Capture.Io;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Measures;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Replay;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>A rig that plays with a call: the reply, and what it heard.</summary>
/// <param name="Call">What it played with.</param>
/// <param name="Reply">Notes as they sounded.</param>
/// <param name="Forgetful">The same mind's notes with a shuffled memory.</param>
internal sealed record CallSession(
    CallTruth Call, IReadOnlyList<Tone> Reply, IReadOnlyList<Tone> Forgetful, HeardCall Heard)
{
    /// <summary>Plays a session off line, the whole rig, as <c>antiphon play</c> does.</summary>
    /// <param name="setup">It hears as its vocabulary did.</param>
    /// <param name="sound">The call's samples.</param>
    /// <param name="seed">The agent's: equal seeds, equal replies.</param>
    /// <param name="folder">Where its <c>reply.mid</c> is left; null for nowhere.</param>
    public static async Task<CallSession> Play(
        RigSetup setup, RigOptions options, CallTruth call, float[] sound, int seed,
        string? folder)
    {
        var agent = options.Agent with { Seed = seed };
        var clock = new SampleClock(TimeProvider.System);
        using var reply = new ReplyKeeper(options.Midi);
        var outputs = new MidiOutputGroup(folder is null
            ? [reply]
            : [reply, new FileMidiOutput(Path.Combine(folder, "reply.mid"), options.Midi)]);
        var input = new EndableAudioInput(
            new MemoryAudioInput(call.Name, sound, CallSound.SampleRateHz), null);
        var seen = new Seen();
        await using (var performance = new Performance(setup.Parts(input, outputs, clock) with
        {
            Options = options with { Agent = agent },
            Freewheel = true,
        }))
        {
            var outcome = await performance.Play(seen, CancellationToken.None);
            RunEnd.RequireHeard(outcome, call.Name);
        }

        var start = new MindStart(
            agent, options.Memory, setup.Ground, SessionStart.LinesOf(freewheel: true), []);
        var shuffled = ShuffledMemory.Play(start, seen.Entries, (ulong)seed);
        return new CallSession(
            call, reply.Tones, [.. shuffled.Notes.Select(ToneOf)],
            new HeardCall(seen.Notes, seen.Frames));
    }

    private static Tone ToneOf(NotePlanned note) => new(
        note.Due.Seconds, note.Length.Seconds, note.Key, note.Velocity, (int)note.Voice);

    private sealed class Seen : IRigObserver
    {
        private readonly SessionJournal _journal;

        public Seen() => _journal = new SessionJournal([], (entry, _) => Entries.Add(entry));

        public List<JournalEntry> Entries { get; } = [];

        public List<MusicNote> Notes { get; } = [];

        public List<(double Time, MusicNow Known)> Frames { get; } = [];

        public void Remembered(Slot slot) => _journal.Remembered(slot);

        public void Decided(Slot slot)
        {
            _journal.Decided(slot);
            if (slot is AgentDecided decided)
            {
                Notes.AddRange(decided.NotesHeard.Where(note => note.Source != MusicSource.Own));
                Frames.AddRange(decided.FrameMusic.Select(
                    frame => (TimeOf(frame.Ordinal).Seconds, frame.Known)));
            }
        }

        private static SampleTime TimeOf(long ordinal) => FrameGrid.FrameCentre(
            new SegmentId(ordinal / FrameGrid.FramesPerSegment).Start,
            (int)(ordinal % FrameGrid.FramesPerSegment));
    }
}
