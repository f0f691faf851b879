using Antiphon.Midi;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class MidiInputBoundTests
{
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;
    private const long MessageTicks = 3 * TicksPerSecond / MidiInputBound.BytesPerSecond;

    private readonly MidiInputBound _bound = new(TicksPerSecond);

    [Fact]
    public void A_burst_passes_whole_and_again_after_a_rest()
    {
        for (var rest = 0; rest < 3; rest++)
        {
            for (var i = 0; i < MidiInputBound.Burst; i++)
            {
                Assert.True(_bound.Passes(Turn(i, rest * TicksPerSecond)));
            }

            Assert.False(_bound.Passes(Turn(0, rest * TicksPerSecond)));
        }
    }

    [Fact]
    public void What_a_cable_can_carry_passes_for_ever()
    {
        var ticks = 0L;
        for (var i = 0; i < 100_000; i++)
        {
            Assert.True(_bound.Passes(Turn(i, ticks)));
            ticks += MessageTicks;
        }
    }

    [Fact]
    public void What_is_twice_as_fast_passes_by_half()
    {
        var passed = 0;
        for (var i = 0; i < 40_000; i++)
        {
            passed += _bound.Passes(Turn(i, i * MessageTicks / 2)) ? 1 : 0;
        }

        Assert.InRange(passed, 20_000, 20_000 + MidiInputBound.Burst);
    }

    [Fact]
    public void A_moment_that_is_out_of_line_starves_nobody()
    {
        Assert.True(_bound.Passes(Turn(0, 1_000_000 * TicksPerSecond)));
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(_bound.Passes(Turn(i, i * MessageTicks)));
        }
    }

    [Fact]
    public void The_end_of_a_held_note_passes_whatever_comes_with_it()
    {
        Assert.True(_bound.Passes(new(MidiEvent.NoteOn(1, 60, 80), 0)));
        Assert.True(_bound.Passes(new(MidiEvent.NoteOn(2, 60, 80), 0)));
        Flood();

        Assert.False(_bound.Passes(new(MidiEvent.NoteOff(1, 61), 0)));
        Assert.True(_bound.Passes(new(MidiEvent.FromBytes(0x90, 60, 0), 0)));
        Assert.False(_bound.Passes(new(MidiEvent.NoteOff(1, 60), 0)));
        Assert.False(_bound.Passes(new(MidiEvent.AllNotesOff(1), 0)));
        Assert.True(_bound.Passes(new(MidiEvent.AllSoundOff(2), 0)));
        Assert.False(_bound.Passes(new(MidiEvent.AllSoundOff(2), 0)));
    }

    [Fact]
    public void What_is_held_can_be_released_once()
    {
        _bound.Passes(new(MidiEvent.NoteOn(3, 60, 80), 0));
        _bound.Passes(new(MidiEvent.NoteOn(16, 127, 80), 0));
        _bound.Passes(new(MidiEvent.NoteOn(3, 61, 80), 0));
        _bound.Passes(new(MidiEvent.NoteOff(3, 61), 0));
        Assert.Equal([MidiEvent.NoteOff(3, 60), MidiEvent.NoteOff(16, 127)], _bound.Release());
        Assert.Empty(_bound.Release());
    }

    [Fact]
    public void Whatever_is_dropped_a_player_who_lets_go_holds_no_key() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 12], Gen.Int[0, 2], Gen.Long[0, MessageTicks])
            .List[0, 2000].Sample(steps =>
            {
                var bound = new MidiInputBound(TicksPerSecond);
                var (ear, ticks, passed) = (new NoteAssembler(), 0L, 0);
                void Play(MidiEvent e)
                {
                    if (bound.Passes(new MidiHeard(e, ticks)))
                    {
                        ear.Hear(e, SampleTime.FromSeconds((double)ticks / TicksPerSecond));
                        passed++;
                    }
                }

                foreach (var (kind, key, channel, wait) in steps)
                {
                    ticks += wait / 8;
                    Play(kind switch
                    {
                        0 => MidiEvent.NoteOff(channel + 1, key),
                        1 when key == 0 => MidiEvent.AllNotesOff(channel + 1),
                        1 => MidiEvent.ControlChange(channel + 1, 1, key),
                        _ => MidiEvent.NoteOn(channel + 1, key, 80),
                    });
                }

                for (var key = 0; key < 3 * 13; key++)
                {
                    Play(MidiEvent.NoteOff(key / 13 + 1, key % 13));
                }

                Assert.Empty(bound.Release());
                Assert.Empty(ear.Release(SampleTime.FromSeconds(1000)));

                // Each that passed beyond the rate ended a note that had passed within it.
                var most = MidiInputBound.Burst + ticks / MessageTicks + 1;
                Assert.InRange(passed, 0, 2 * most);
            });

    [Fact]
    public void A_flood_of_twenty_seconds_costs_no_memory()
    {
        var ticks = 0L;
        Assert.Equal(0, Allocation.LeastOf(() =>
        {
            for (var i = 0; i < 20 * 20_000; i++)
            {
                ticks += TicksPerSecond / 20_000;
                _bound.Passes(new MidiHeard(
                    i % 2 == 0
                        ? MidiEvent.NoteOn(1, i / 2 % 128, 80)
                        : MidiEvent.NoteOff(1, i / 2 % 128),
                    ticks));
            }
        }));
    }

    private static MidiHeard Turn(int i, long ticks) =>
        new(MidiEvent.ControlChange(i % 16 + 1, 1, i % 128), ticks);

    private void Flood()
    {
        for (var i = 0; i < MidiInputBound.Burst; i++)
        {
            _bound.Passes(Turn(i, 0));
        }
    }
}
