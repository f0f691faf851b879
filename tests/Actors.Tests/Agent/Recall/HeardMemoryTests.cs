using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>The notes of remembered frames, beside the memory.</summary>
public sealed class HeardMemoryTests
{
    private static readonly HeardFrame Fifth = Heard(72, 48, 55);

    private readonly MemoryStore _store = new(new MemoryOptions { CapacitySeconds = 2 });

    [Fact]
    public void What_was_heard_in_a_learned_frame_is_known_as_long_as_it_is_remembered()
    {
        var memory = new HeardMemory();
        for (var i = 0; i < 1_000; i++)
        {
            Take(memory, Performance.Speaking(i, i % 40));
            Assert.Equal(_store.View.Count - _store.View.FirstLive + 1, memory.Count);
        }

        Assert.InRange(memory.Count, 149, 2 * 150);
        Assert.Same(Fifth, memory.Of(_store.View.Frame(_store.View.FirstLive)!));
        Assert.Null(memory.Of(RememberedFrame.Of(Performance.Speaking(3, 3))));
    }

    [Fact]
    public void A_frame_that_is_not_learned_is_heard_and_not_kept()
    {
        var memory = new HeardMemory();
        Take(memory, Performance.Speaking(0, 1));
        var frame = Take(memory, Performance.Speaking(1, 1, warming: true));
        Assert.Same(Fifth, frame.Heard);
        Assert.Equal(1, memory.Count);
    }

    [Fact]
    public void Where_notes_are_not_used_nothing_was_heard()
    {
        var memory = new HeardMemory { IsUsed = false };
        Assert.Null(Take(memory, Performance.Speaking(0, 1)).Heard);
        Assert.Null(memory.Of(_store.View.Frame(1)!));
        Assert.Null(memory.Of(_store.View.Frame(1)! with { Heard = Fifth }));
    }

    [Fact]
    public void In_a_shuffled_memory_a_live_frame_sounds_like_another_and_a_corpus_keeps_its_own()
    {
        var other = RememberedFrame.Of(Performance.Speaking(7, 7)) with { Heard = Heard(60) };
        var memory = new HeardMemory { SoundsLike = _ => other };
        Take(memory, Performance.Speaking(0, 1));
        Assert.Same(other.Heard, memory.Of(_store.View.Frame(1)!));
        var corpus = _store.View.Frame(1)! with { Ordinal = -3 };
        Assert.Same(Fifth, memory.Of(corpus with { Heard = Fifth }));
        Assert.Null(memory.Of(corpus));
    }

    [Fact]
    public void A_recalled_frame_sounds_by_its_keys_and_with_the_fraction_of_a_single_line()
    {
        var frame = ByHand.Frame(0, ByHand.Pitched(48.2)) with { Semitones = 2 };
        Assert.Equal(50.2, frame.Key!.Value, 1e-3);

        var chord = frame with { Heard = Fifth };
        Assert.Equal(74, chord.Key);
        Assert.Equal(50, chord.BassKey);
        Assert.Equal(0, chord.RankOf(2));
        Assert.Equal(1, chord.RankOf(9));
        Assert.Equal(12, chord.RankOf(5));
        Assert.Equal([0, 0, 2.0 / 3, 0, 0, 0, 0, 0, 0, 1.0 / 3, 0, 0], Sum(chord), Near);

        var line = frame with { Heard = Heard(48) };
        Assert.Equal(50.2, line.Key!.Value, 1e-3);
        Assert.Equal(50.2, (frame with { Heard = Heard() }).Key!.Value, 1e-3);
    }

    [Fact]
    public void Onsets_are_where_the_ear_heard_one_and_peaks_where_it_heard_nothing()
    {
        List<RecalledFrame> frames =
        [
            .. Enumerable.Range(0, 24).Select(i => ByHand.Frame(
                i * ByHand.Hop, ByHand.Pitched(60, onset: i is 5 or 15 ? 12 : 0.2))),
        ];
        frames = [.. frames.Select((frame, i) => i is < 3 or > 11 ? frame : frame with
        {
            Heard = Heard(60) with { IsStruck = i == 8 },
        })];
        var onsets = Onsets.Pick(frames);
        Assert.Equal([0, 8, 15], Enumerable.Range(0, 24).Where(i => onsets[i]));
    }

    [Fact]
    public void The_pitches_of_a_call_are_those_of_its_keys_and_each_counts_alike()
    {
        RememberedFrame[] frames = [.. Enumerable.Range(0, 40).Select(i =>
            RememberedFrame.Of(Performance.Speaking(i, 1)) with
            {
                Heard = i < 30 ? Fifth : null,
            })];
        var call = PlayerPhrase.Of(frames, [], frames[0].Time, frames[^1].Time, -20);
        Assert.Equal(72, call.Key);
        Assert.Equal(2 * call.Chroma[7], call.Chroma[0], 1e-9);
        Assert.Equal(call.Chroma[0] + call.Chroma[7], call.Chroma.Sum(), 1e-9);
    }

    private static double[] Sum(RecalledFrame frame)
    {
        var sum = new double[12];
        frame.AddPitch(sum);
        return sum;
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-6;

    private static HeardFrame Heard(params int[] keys) => new(
        keys.Aggregate(UInt128.Zero, (sum, key) => sum | (UInt128.One << key)), IsStruck: false,
        keys.Length == 0 ? null : keys.Max(), MusicNow.Nothing);

    private RememberedFrame Take(HeardMemory memory, FrameToken token) =>
        memory.Take(new TokenRemembered(token.Place, token, _store.Remember(token)), Fifth);
}
