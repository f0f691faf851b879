using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Midi;

/// <summary>
/// What holds for any sequence of plans, withdrawals, advances, panics and faults.
/// </summary>
public sealed class MidiTransportProperties
{
    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (6, Gen.Select(Gen.Long[-4000, 60_000], Gen.Long[1, 40_000], Gen.Int[58, 63], Gen.Bool)
            .Select(plan => (Step)new Plan(plan.Item1, plan.Item2, plan.Item3, plan.Item4))),
        (2, Gen.Int[0, 40].Select(id => (Step)new Withdraw(id))),
        (4, Gen.Long[0, 30_000].Select(by => (Step)new Advance(by))),
        (1, Gen.Const((Step)new Panic())));

    private static readonly Gen<(Step[], bool, int)> AnyRun = Gen.Select(
        AnyStep.Array[0, 60], Gen.Bool, Gen.Int[0, 12]);

    private abstract record Step;

    [Fact]
    public void Every_note_on_has_one_note_off_and_times_never_fall() => AnyRun.Sample(
        (steps, real, _) =>
        {
            var run = new Run(real, faultEvery: 0);
            run.Play(steps);
            Assert.Equal(0, run.Output.Open);
            Assert.Equal(0, run.Output.Unpaired);
            var statistics = run.Transport.Statistics;
            Assert.Equal(0, statistics.Hanging);
            Assert.Equal(run.Output.Events.Count(sent => sent.Event.IsNoteOn), statistics.Notes);
            Assert.True(statistics.LongestSeconds <= 1);
            var times = run.Output.Events.Select(sent => sent.Due.HalfSamples).ToArray();
            Assert.Equal(times.Order(), times);
        },
        iter: 2000);

    [Fact]
    public void Every_planned_note_is_withdrawn_or_reported_once() => AnyRun.Sample(
        (steps, real, _) =>
        {
            var run = new Run(real, faultEvery: 0);
            run.Play(steps);
            Assert.Equal(run.Heard.Count, run.Heard.Select(note => note.Id).Distinct().Count());
            Assert.Equal(run.Planned, run.Heard.Count + run.WithdrawnUnheard);
            Assert.Equal(run.Transport.Statistics.Notes, run.Heard.Count(note => note.Sounded));
        },
        iter: 1000);

    [Fact]
    public void An_output_that_throws_now_and_then_leaves_nothing_hanging() => AnyRun.Sample(
        (steps, real, faultEvery) =>
        {
            var run = new Run(real, faultEvery + 2);
            run.Play(steps);
            Assert.Equal(0, run.Output.Open);
            Assert.Equal(0, run.Transport.Statistics.Hanging);
        },
        iter: 1000);

    private sealed record Plan(long DueIn, long Length, int Key, bool Bass) : Step;

    private sealed record Withdraw(int Back) : Step;

    private sealed record Advance(long By) : Step;

    private sealed record Panic : Step;

    private sealed class Run
    {
        private long _nextId;
        private SampleTime _now = SampleTime.FromSeconds(1);
        private int _sends;

        public Run(bool real, int faultEvery)
        {
            Output = new ListeningOutput
            {
                Throws = _ => faultEvery > 0 && ++_sends % faultEvery == 0,
            };
            Transport = new MidiTransport(
                Output,
                new MidiOptions { MaxPlannedNotes = 16, LongestNoteSeconds = 1 },
                real ? TransportClock.Real : TransportClock.Virtual,
                Heard.Add);
        }

        public ListeningOutput Output { get; }

        public MidiTransport Transport { get; }

        public List<NoteSounded> Heard { get; } = [];

        public int Planned { get; private set; }

        public int WithdrawnUnheard { get; private set; }

        public void Play(Step[] steps)
        {
            foreach (var step in steps)
            {
                Take(step);
            }

            // Faults are tried again 0.1 s later, so some seconds end whatever can be ended.
            for (var i = 0; i < 200; i++)
            {
                Take(new Advance(SampleTime.HalfSamplesPerSecond / 4));
            }

            _sends = -1000;
            Transport.Close(_now);
        }

        private void Take(Step step)
        {
            switch (step)
            {
                case Plan plan:
                    Planned++;
                    Transport.Plan(new NotePlanned(
                        new NoteId(_nextId++),
                        plan.Bass ? Voice.Bass : Voice.Melody,
                        plan.Key,
                        64,
                        new SampleTime(_now.HalfSamples + plan.DueIn),
                        new SampleCount(plan.Length),
                        0));
                    break;
                case Withdraw withdraw:
                    var id = new NoteId(_nextId - 1 - withdraw.Back);
                    var heard = Heard.Any(note => note.Id == id);
                    WithdrawnUnheard += Transport.Withdraw(id) && !heard ? 1 : 0;
                    break;
                case Advance advance:
                    _now = new SampleTime(_now.HalfSamples + advance.By);
                    Transport.Advance(_now);
                    break;
                default:
                    Transport.Panic(_now);
                    break;
            }
        }
    }
}
