using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Antiphon.Transcription;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>What becomes known at one tick is taken in an order of its own.</summary>
public sealed class EventLogTests
{
    private static readonly FrameToken Token = Performance.Speaking(0, 7);

    private static readonly MindInput[] InOrder =
    [
        new MindInput.Control(new ControlGiven(new Yield(), default)),
        new MindInput.LetGo(new NoteSounded(new NoteId(1), default, 900, Sounded: false)),
        new MindInput.Reflex(new ReflexHeard(Token.Place, -20, 0)),
        new MindInput.Music(new MusicHeard(Token.Place) { IsLost = true }),
        new MindInput.Frame(new TokenRemembered(Token.Place, Token, MemoryView.Empty)),
        new MindInput.SoundEnded(new InputEnded(Token.Place)),
    ];

    [Fact]
    public void The_end_of_a_key_that_was_taken_is_taken_however_full_it_is()
    {
        var log = new EventLog();
        var pressed = new KeyPressed(SampleTime.FromSeconds(1), 60, 90);
        Assert.True(log.TryAdd(new MindInput.KeyDown(pressed), pressed.Onset));
        while (log.TryAdd(new MindInput.Control(new ControlGiven(new Yield(), default)), default))
        {
        }

        var refused = new KeyPressed(SampleTime.FromSeconds(2), 62, 90);
        Assert.False(log.TryAdd(new MindInput.KeyDown(refused), refused.Onset));
        Assert.False(log.TryAdd(new MindInput.Key(End(refused)), refused.Onset));
        Assert.True(log.TryAdd(new MindInput.Key(End(pressed)), pressed.Onset));
        Assert.False(log.TryAdd(new MindInput.Key(End(pressed)), pressed.Onset));

        static NoteHeard End(KeyPressed key) =>
            new(key.Onset, new SampleCount(24_000), key.Key, key.Velocity);
    }

    [Fact]
    public void The_performer_comes_first_and_the_end_last_in_whatever_order_they_arrive() =>
        Gen.Shuffle(InOrder).Sample(arrived =>
        {
            var log = new EventLog();
            foreach (var input in arrived)
            {
                Assert.True(log.TryAdd(input, SampleTime.Zero));
            }

            List<MindInput> taken = [];
            while (log.TryTake(SampleTime.Zero, out var next))
            {
                taken.Add(next);
            }

            Assert.Equal(InOrder, taken);
        });

    [Fact]
    public void A_full_log_refuses_what_comes_but_not_the_end_of_the_input()
    {
        var log = new EventLog();
        for (var i = 0; i < EventLog.Capacity; i++)
        {
            Assert.True(log.TryAdd(InOrder[2], SampleTime.Zero));
        }

        Assert.False(log.TryAdd(InOrder[0], SampleTime.Zero));
        Assert.True(log.TryAdd(InOrder[^1], SampleTime.Zero));
    }

    [Fact]
    public void Beside_the_sound_a_mind_is_told_of_commands_keys_and_notes_let_go_alone()
    {
        List<MindInput> told = [];
        var relay = new MindRelay { Listener = told.Add };
        var key = new NoteHeard(default, new SampleCount(1), 60, 90);
        var sounded = new NoteSounded(new NoteId(1), default, 0, Sounded: true);
        relay.Report(sounded);
        relay.Report(sounded with { Sounded = false });
        relay.Report(key);
        relay.Report(new ControlGiven(new Yield(), default));

        Assert.Equal(
            [
                new MindInput.LetGo(sounded with { Sounded = false }),
                new MindInput.Key(key),
                new MindInput.Control(new ControlGiven(new Yield(), default)),
            ],
            told);
    }
}
