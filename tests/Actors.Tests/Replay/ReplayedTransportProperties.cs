using Antiphon.Agent;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Replay;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Replay;

/// <summary>
/// Whatever a transport did, of either kind, with or without a clock to send: its moves and the
/// planned notes give every event again.
/// </summary>
public sealed class ReplayedTransportProperties
{
    private static readonly Gen<(int Kind, long By, int Key)[]> AnySteps =
        Gen.Select(Gen.Int[0, 9], Gen.Long[-4_000, 60_000], Gen.Int[58, 62]).Array[0, 60];

    [Fact]
    public void The_moves_of_a_transport_give_every_event_again() => Gen.Select(
        AnySteps, Gen.Bool, Gen.Bool).Sample(
        (steps, real, ticks) =>
        {
            var options = new MidiOptions { ClockOut = ticks, MaxPlannedNotes = 16 };
            var clock = real ? TransportClock.Real : TransportClock.Virtual;
            List<TransportMove> moves = [];
            List<NotePlanned> notes = [];
            var was = new Events();
            var transport = new MidiTransport(was, options, clock, _ => { }) { Moved = moves.Add };
            Play(transport, notes, steps);

            var now = new Events();
            var again = new ReplayedTransport(
                new MidiTransport(now, options, clock, _ => { }));
            again.Take(new AgentDecided(
                default, default, [.. notes], [.. notes.Select(note => note.Id)], [])
            {
                Programs = [.. moves.OfType<ProgramQueued>().Select(move => move.Program)],
            });
            moves.ForEach(again.Do);
            Assert.Equal(was.Sent, now.Sent);
        },
        iter: 2_000);

    private static void Play(
        MidiTransport transport, List<NotePlanned> notes, (int Kind, long By, int Key)[] steps)
    {
        var now = new SampleTime(0);
        foreach (var (kind, by, key) in steps)
        {
            switch (kind)
            {
                case < 4:
                    var due = new SampleTime(Math.Max(0, now.HalfSamples + by));
                    notes.Add(new NotePlanned(
                        new NoteId(notes.Count), (Voice)(key % 2), key, 80, due,
                        new SampleCount(1 + Math.Abs(by)), 0));
                    transport.Plan(notes[^1]);
                    break;
                case 4:
                    transport.Withdraw(new NoteId(key - 58));
                    transport.Withdraw(new NoteId(notes.Count - 1));
                    break;
                case 5 when key == 60:
                    transport.Panic(now);
                    break;
                case 6:
                    transport.Mute(key > 59, now);
                    break;
                case 7:
                    transport.Plan(new ProgramPlanned(Voice.Bass, key, now));
                    break;
                default:
                    now = new SampleTime(now.HalfSamples + Math.Abs(by) / 2);
                    transport.Advance(now);
                    break;
            }
        }

        transport.Close(transport.LastEnd);
    }

    private sealed class Events : IMidiOutput
    {
        public string Name => "events";

        public List<(MidiEvent Event, SampleTime Due)> Sent { get; } = [];

        public void Send(MidiEvent e, SampleTime due)
        {
            if (!e.IsRealTime)
            {
                Sent.Add((e, due));
            }
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
