using Akka.Actor;
using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Replay;
using Antiphon.Replay.Io;
using Antiphon.Session;
using Antiphon.Session.Io;
using Antiphon.Tests.Capture;
using Antiphon.Tests.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Replay;

/// <summary>Live sessions on a virtual clock, and the same again from their journal.</summary>
public sealed class ReplayTests : IDisposable
{
    private const double Seconds = 12;

    private readonly TemporaryFolder _folder = new();
    private KeyPressed? _down;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_live_session_with_a_performer_a_keyboard_and_late_words_is_the_same_again()
    {
        var session = new Session(_folder, schedule: [Given(4, new Pause(true)),
            Given(4.2, new Pause(false))]);
        var (step, slept) = (0, false);
        await session.Play(rig =>
        {
            step++;
            Perform(rig, step);
            if (!slept && step > 250 && rig.Notes.Any(note => note.Due > rig.Now))
            {
                slept = true;
                rig.Sleep(TimeSpan.FromSeconds(1.5)); // words come late, notes are let go
            }
        });

        var heard = session.Entries.OfType<MindHeard>().Select(entry => entry.What).ToList();
        Assert.Contains(heard, what => what is MindInput.Control { Given.Command: SetParameter });
        Assert.Contains(heard, what => what is MindInput.Key);
        Assert.Contains(heard, what => what is MindInput.KeyDown);
        Assert.Contains(heard, what => what is MindInput.LetGo { Note.Sounded: false });
        Assert.Contains(session.Entries, entry => entry is CommandFollowed);
        Assert.Contains(session.Decided, line => line.StartsWith("withdrawn", Ordinal));
        session.AssertSameAgain();
    }

    [Theory]
    [InlineData(StageName.Hpss)]
    [InlineData(StageName.Encoder)]
    [InlineData(StageName.MemoryBuffer)]
    [InlineData(StageName.Transcriber)]
    [InlineData(StageName.Agent)]
    [InlineData(StageName.Midi)]
    public async Task A_session_in_which_a_stage_fails_and_stops_is_the_same_again(StageName stage)
    {
        var session = new Session(_folder);
        var (failed, stopped) = (false, false);
        LiveRig? playing = null;
        session.BeforeWork = slot =>
        {
            if (slot.GetType() == Stages.WorkOn[stage] && slot.Segment.Value >= 8 && !failed)
            {
                failed = true;
                throw new InvalidOperationException("boom");
            }

            if (slot.GetType() == Stages.WorkOn[stage] && slot.Segment.Value >= 15 && !stopped)
            {
                stopped = true;
                playing!.ActorOf(stage).Tell(PoisonPill.Instance);
            }
        };
        await session.Play(rig => playing = rig);

        Assert.True(failed && stopped);
        if (stage == StageName.Agent)
        {
            Assert.Contains(
                session.Entries, entry => entry is MindHeard { What: MindInput.MindBegan });
        }

        session.AssertSameAgain();
    }

    [Fact]
    public async Task A_panic_and_a_mute_in_the_middle_of_notes_are_in_the_reply_again()
    {
        var session = new Session(_folder);
        var (step, silenced) = (0, 0);
        await session.Play(rig =>
        {
            step++;
            if (rig.MidiStatistics.Notes > silenced && silenced < 2)
            {
                _ = silenced++ == 0
                    ? rig.Transport.Panic(rig.Now)
                    : rig.Transport.Mute(true, rig.Now);
            }

            if (step == 900)
            {
                rig.Transport.Mute(false, rig.Now);
            }
        });

        Assert.Equal(2, silenced);
        session.AssertSameAgain();
    }

    [Fact]
    public async Task The_journal_on_disk_is_the_one_in_memory_and_is_sealed()
    {
        var session = new Session(_folder);
        await session.Play(Nothing);

        var file = new JournalReader(session.Path);
        var read = file.Read().ToList();
        Assert.Equal(session.Entries.Select(JournalLine.Of), read.Select(JournalLine.Of));
        Assert.Equal(JournalSeal.Whole, file.Seal);
        Assert.Equal(session.Decided, session.Replay(read).Decided);
    }

    [Fact]
    public async Task A_strike_that_is_changed_in_the_journal_is_another_decision_that_is_named()
    {
        var session = new Session(_folder);
        await session.Play(Nothing);
        var changed = session.Entries.Select(entry =>
            entry is MindHeard { What: MindInput.Reflex { Heard: { OnsetDb: > 9 } reflex } } heard
                && reflex.Start.Seconds > 2
                ? heard with { What = new MindInput.Reflex(reflex with { OnsetDb = 0 }) }
                : entry);
        var again = session.Replay(changed);

        using var same = Compare(session.Decided, session.Replay(session.Entries));
        using var other = Compare(session.Decided, again);
        Assert.Null(same.Difference);
        Assert.InRange(other.Same, 1, same.Same - 1);
        Assert.Matches(@"^decision \d+ at \d+\.\d\d s", other.Difference);
        using var holed = Compare([session.Decided[0], """{"t":2.5,"lost":9}"""], again);
        Assert.Equal((null, 2.5), (holed.Difference, holed.HoleSeconds));
        Assert.Matches(
            @"^event \d+ of track '\w+' was .* and is ",
            ReplyComparison.Difference(session.Reply, again.Reply));

        static DecisionComparison Compare(IEnumerable<string> decided, Again again)
        {
            var comparison = new DecisionComparison(decided);
            foreach (var taken in again.Taken)
            {
                comparison.Take(taken);
            }

            comparison.End();
            return comparison;
        }
    }

    [Fact]
    public async Task A_mind_that_hangs_loses_an_answer_and_the_replay_says_so()
    {
        using var release = new ManualResetEventSlim();
        var session = new Session(_folder);
        var hangs = false;
        session.BeforeWork = slot =>
        {
            if (slot is TokenRemembered && slot.Segment.Value == 8 && !hangs)
            {
                Volatile.Write(ref hangs, true);
                release.Wait();
            }
        };
        await session.Play(Nothing, async rig =>
        {
            await rig.PlayUntil(
                () => rig.GapsIn(StageName.Agent) > 0,
                () => Volatile.Read(ref hangs) ? StageName.Agent : null);
            release.Set();
        });

        var fault = session.Replay(session.Entries).Fault;
        Assert.Contains("an answer of the mind got lost", fault, Ordinal);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static void Nothing(LiveRig rig)
    {
    }

    private static ControlGiven Given(double seconds, ControlCommand command) =>
        new(command, SampleTime.FromSeconds(seconds));

    // At moments of the session: parameters, modes, a key, an instrument, the floor.
    private void Perform(LiveRig rig, int step)
    {
        ControlCommand? command = step switch
        {
            150 => new SetParameter("agent.phraseEndMs", 250),
            200 => new FixMode(Mode.Contrast),
            330 => new ChangeProgram(Voice.Melody, 12),
            400 => new Yield(),
            500 => new FreeMode(),
            640 => new GoBack(),
            700 => new TellTime(3.25), // the clock on the wall was set
            _ => null,
        };
        if (command is not null)
        {
            rig.Relay.Report(new ControlGiven(command, rig.Now));
        }

        if (step % 90 == 0)
        {
            rig.Relay.Report(
                new NoteHeard(rig.Now - new SampleCount(4800), new SampleCount(4000), 64, 90));
        }

        // A key that goes down, and comes up 30 steps later.
        if (step % 400 == 310)
        {
            _down = new KeyPressed(rig.Now, 67, 80);
            rig.Relay.Report(_down);
        }
        else if (step % 400 == 340 && _down is { } down)
        {
            rig.Relay.Report(new NoteHeard(
                down.Onset, SampleCount.FromSeconds(rig.Now.SecondsSince(down.Onset)), 67, 80));
        }
    }

    /// <summary>One session of the toy rig, with its journal and its reply.</summary>
    private sealed class Session(
        TemporaryFolder folder, IReadOnlyList<ControlGiven>? schedule = null)
    {
        private readonly List<JournalEntry> _entries = [];
        private byte[] _reply = [];

        public Action<Slot>? BeforeWork { get; set; }

        public MindStart Start { get; } = new(
            Agent.Tunes.Talkative, new MemoryOptions(), PriorMemory.Bare,
            HearingLines.LateTokensAndReflexes, schedule ?? []);

        public IReadOnlyList<JournalEntry> Entries => _entries;

        public IReadOnlyList<string> Decided { get; private set; } = [];

        public byte[] Reply => _reply;

        public string Path => folder.PathOf("heard.jsonl");

        public async Task Play(Action<LiveRig> eachStep, Func<LiveRig, Task>? first = null)
        {
            using (var log = new RotatingLog(Path, new SessionOptions()))
            using (var file = new JournalLog(log))
            using (var output = new FileMidiOutput(folder.PathOf("reply.mid"), new MidiOptions()))
            {
                var journal = new SessionJournal(Start.Schedule, (entry, time) =>
                {
                    _entries.Add(entry);
                    file.Write(entry, time);
                });
                await using var rig = new LiveRig(
                    BeforeWork, Seconds, output: output, mind: Start, journal: journal);
                await (first?.Invoke(rig) ?? Task.CompletedTask);
                await rig.PlayUntil(() => rig.Ended, () => null, () => eachStep(rig));
                await rig.PlayToTheEnd();
                rig.Transport.Close(rig.Now);
                journal.Close();
                file.Seal();
                Decided = Again.TextOf(rig.Answers);
            }

            _reply = File.ReadAllBytes(folder.PathOf("reply.mid"));
        }

        public Again Replay(IEnumerable<JournalEntry> entries) => Again.From(
            Start, entries, TransportClock.Real, folder.PathOf("again.mid"));

        public void AssertSameAgain()
        {
            var again = Replay(_entries);
            Assert.Null(again.Fault);
            Assert.NotEmpty(Decided);
            Assert.Equal(Decided, again.Decided);
            Assert.True(_reply.Length > 100);
            Assert.Null(ReplyComparison.Difference(_reply, again.Reply));
        }
    }
}
