using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>What holds of every reply, whatever is played.</summary>
public class AgentProperties
{
    private static readonly Gen<(int Kind, double Seconds, int Key)[]> Scenes = Gen.Select(
        Gen.Int[0, 5], Gen.Double[0.35, 9], Gen.Int[24, 100]).Array[1, 12];

    [Fact]
    public void Every_note_is_legal_and_ends() => Gen.Select(Scenes, Gen.Long[0, 1_000_000]).Sample(
        (scenes, seed) =>
        {
            var options = new AgentOptions
            {
                Seed = seed,
                Melody = new() { LowestKey = 58, HighestKey = 75, NotesPerSecond = 4 },
                LongestNoteSeconds = 2,
            };
            var duet = Perform(new Duet(options, new() { CapacitySeconds = 8 }), scenes).End();
            AssertNotes(duet, options);
            AssertTimes(duet);
        },
        iter: 80);

    [Fact]
    public void An_hour_of_anything_keeps_its_state_bounded()
    {
        var memory = new Antiphon.MemoryBuffer.MemoryOptions { CapacitySeconds = 30 };
        var duet = new Duet(Tunes.Talkative, memory);
        var random = new Antiphon.Signal.SplitMix64(7);
        while (duet.Now.Seconds < 3600)
        {
            Perform(duet, [(random.NextInt(6), 9 * random.NextDouble(), 30 + random.NextInt(60))]);
            var counters = duet.Mind.Counters;
            Assert.InRange(counters.WaitingEvents, 0, 2 * FrameGrid.FramesPerSegment);
            Assert.InRange(counters.OwnNotes, 0, 100);
            Assert.InRange(counters.CallFrames, 0, 600);
            Assert.InRange(counters.TabooFrames, 0, 1500);
            Assert.Equal(0, counters.LateEvents + counters.RefusedEvents);
        }

        Assert.True(duet.Planned.Count() > 1000);
    }

    private static void AssertNotes(Duet duet, AgentOptions options)
    {
        foreach (var note in duet.Planned)
        {
            var voice = note.Voice == Voice.Melody ? options.Melody : options.Bass;
            Assert.InRange(note.Key, voice.LowestKey, voice.HighestKey);
            Assert.InRange(note.Velocity, 1, 127);
            Assert.InRange(note.Length.Seconds, 0.05, 2);
        }

        foreach (var line in duet.Sounding.GroupBy(note => (note.Voice, note.Key)))
        {
            var inOrder = line.OrderBy(note => note.Due).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(
                pair.First.Due + pair.First.Length <= pair.Second.Due.PlusSeconds(0.0001)));
        }

        foreach (var decision in duet.Decisions)
        {
            var notes = duet.Planned.Where(note => note.DecisionId == decision.Id).ToList();
            Assert.Equal(decision.NoteCount, notes.Count);
            Assert.True(notes.Count <= 1 + 4 * 6.1);
            Assert.NotEmpty(decision.Why);
        }
    }

    private static void AssertTimes(Duet duet)
    {
        var watermark = SampleTime.Zero;
        Dictionary<NoteId, NotePlanned> known = [];
        foreach (var answer in duet.Answers)
        {
            Assert.True(answer.Watermark >= watermark);
            foreach (var note in answer.Notes)
            {
                Assert.True(note.Due >= watermark);
                Assert.Equal(known.Count, note.Id.Value);
                known.Add(note.Id, note);
            }

            Assert.All(answer.Withdrawn, id => Assert.True(known[id].Due >= watermark));
            Assert.All(answer.Decisions, decision => Assert.InRange(
                decision.Time.HalfSamples, watermark.HalfSamples, answer.Watermark.HalfSamples));
            watermark = answer.Watermark;
        }

        Assert.All(duet.Sounding, note => Assert.True(note.Due + note.Length <= watermark));
    }

    private static Duet Perform(Duet duet, (int Kind, double Seconds, int Key)[] scenes)
    {
        foreach (var (kind, seconds, key) in scenes)
        {
            _ = kind switch
            {
                0 => duet.Rest(seconds),
                1 => duet.Play(seconds, Tunes.Drums),
                2 => duet.Play(seconds, Tunes.Line),
                3 => duet.Lose((int)seconds),
                4 => duet.Play(seconds, t => new Moment(
                    key + 3 * Math.Sin(5 * t), t % 0.5 < 0.1, -50 + 30 * Math.Sin(3 * t), 2)),
                _ => duet.Play(seconds, t => Noise(t, key)),
            };
        }

        return duet;
    }

    private static Moment Noise(double time, int key)
    {
        var random = new Antiphon.Signal.SplitMix64((ulong)(time * 48_000));
        return random.NextInt(5) == 0
            ? Moment.Silence
            : new Moment(
                random.NextInt(3) == 0 ? null : key + random.NextInt(13),
                true,
                -60 * random.NextDouble(),
                15 * random.NextDouble());
    }
}
