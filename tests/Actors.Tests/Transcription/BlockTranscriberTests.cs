using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Tests.Rig;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>Sound in blocks of 10 ms, and what is known with each.</summary>
public sealed class BlockTranscriberTests
{
    private static readonly float[] Sound = ToySound.Samples(3);

    [Fact]
    public void Blocks_say_what_the_whole_says_each_as_soon_as_it_is_known()
    {
        var whole = RecordedTranscript.Of(ToyEar.New(), Sound);
        var blocks = new Blocks(ToyEar.New());
        blocks.Hear(0, 300);
        blocks.End();

        Assert.True(whole.Begun.Count > 3);
        Assert.Equal(whole.Begun, blocks.Music.SelectMany(music => music.Began));
        Assert.Equal(whole.Ends, blocks.Music.SelectMany(music => music.Ended));
        Assert.Equal(whole.Hits, blocks.Music.SelectMany(music => music.Hits));
        Assert.Equal(whole.Frames, blocks.Heard.SelectMany(heard => heard.Frames));
        Assert.All(blocks.Music, music => Assert.All(music.Began, note =>
            Assert.InRange(
                (music.Place.Start + music.Place.Length).SecondsSince(note.KnownAt), 0, 0.01)));
    }

    [Fact]
    public void Most_blocks_say_nothing_and_none_keeps_its_sound()
    {
        var blocks = new Blocks(ToyEar.New());
        blocks.Hear(0, 300);

        Assert.True(blocks.Music.Count(music => music.IsEmpty) > 280);
        Assert.All(blocks.Heard, heard => Assert.True(heard.Reflex!.Samples.IsEmpty));
    }

    [Theory]
    [InlineData(100, 101)]
    [InlineData(100, 250)]
    public void Where_blocks_are_missing_notes_end_and_hearing_begins_anew(int from, int to)
    {
        var blocks = new Blocks(ToyEar.New());
        blocks.Hear(0, from);
        blocks.Hear(to, 300);
        var lost = SampleTime.AtSample(240L * from);

        var ended = blocks.Music[from].Ended;
        Assert.Contains(ended, note => note.Key == ToyEar.LongKey && note.End == lost);
        Assert.All(ended, note => Assert.True(note.End <= lost));
        var again = blocks.Music.Skip(from).SelectMany(music => music.Began)
            .First(note => note.Key == ToyEar.LongKey && note.Onset >= lost);
        Assert.InRange(
            again.Onset.SecondsSince(SampleTime.AtSample(240L * to)), 0, 0.1);
    }

    [Fact]
    public void What_is_broken_off_has_ended_though_the_next_block_follows()
    {
        var blocks = new Blocks(ToyEar.New());
        blocks.Hear(0, 100);
        blocks.BreakOff();
        blocks.Hear(100, 102);

        Assert.Contains(blocks.Music[100].Ended, note => note.Key == ToyEar.LongKey);
        Assert.Empty(blocks.Music[101].Ended);
    }

    [Fact]
    public void The_end_ends_every_note()
    {
        var blocks = new Blocks(ToyEar.New());
        blocks.Hear(0, 100);
        blocks.End();

        var begun = blocks.Music.SelectMany(music => music.Began).Select(note => note.Key);
        var ended = blocks.Music.SelectMany(music => music.Ended).Select(note => note.Key);
        Assert.Equal(begun.Order(), ended.Order());
        Assert.NotNull(blocks.Heard[^1].Ended);
    }

    [Fact]
    public void Blocks_in_which_nothing_begins_or_ends_cost_their_messages_alone()
    {
        var transcriber = new BlockTranscriber(
            new ScriptedEar(4), new TranscriptionOptions(), new GateOptions());
        List<ReflexHeard> blocks = [.. Enumerable.Range(0, 300).Select(Block)];
        blocks[..150].ForEach(block => transcriber.Hear(block));
        var next = 150;
        var bytes = Allocation.LeastOf(() =>
        {
            for (var i = 0; i < 15; i++)
            {
                transcriber.Hear(blocks[next++]);
            }
        });

        // A reflex, what is known and both together; each fourth carries frames.
        Assert.InRange(bytes, 15 * 200, 15 * 700);
    }

    private static ReflexHeard Block(int i) => new(
        new Place(
            new SegmentId(240L * i / FrameGrid.SegmentSamples), SampleTime.AtSample(240L * i),
            new SampleCount(240), 0),
        -20, 0)
    {
        Samples = Sound.AsMemory(240 * i, 240),
    };

    private sealed class Blocks(IEar ear)
    {
        private readonly BlockTranscriber _transcriber =
            new(ear, new TranscriptionOptions(), new GateOptions());

        public List<SoundTranscribed> Heard { get; } = [];

        public List<MusicHeard> Music => [.. Heard.Select(heard => heard.Music)];

        public void Hear(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                Heard.Add(_transcriber.Hear(Block(i)));
            }
        }

        public void BreakOff() => _transcriber.BreakOff();

        public void End() => Heard.Add(
            _transcriber.Hear(new ReflexEnded(Heard[^1].Place)));
    }
}
