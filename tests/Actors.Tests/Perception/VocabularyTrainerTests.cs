using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
using Antiphon.Tests.Quantizer;
using Antiphon.Tests.Tensors;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Perception;

public class VocabularyTrainerTests
{
    [Fact]
    public void The_audit_holds_and_is_said()
    {
        var audit = Trained.Learn().Audit;
        var frames = Trained.Segments.SelectMany(x => x).ToList();
        long Count(Func<SegmentEncoded, bool> which, Func<FrameDescriptors, bool> open) =>
            frames.Where(which).Sum(segment => segment.Frames.Count(open));

        Assert.True(audit.IsBalanced);
        Assert.Equal(42, audit.Segments);
        Assert.Equal(42 * 26, audit.Harmonic.Frames);
        Assert.Equal(Count(_ => true, x => !x.HarmonicOpen), audit.Harmonic.Rests);
        Assert.Equal(Count(x => x.Warming, x => x.PercussiveOpen), audit.Percussive.Warming);
        Assert.Equal(Count(x => !x.Warming, x => x.PercussiveOpen), audit.Percussive.Vectors);
        Assert.Equal(audit.Harmonic.Vectors, audit.Harmonic.Kept);
        Assert.StartsWith(
            $"42 segments × 26 frames × 2 stems − {audit.Harmonic.Rests + audit.Percussive.Rests} ",
            audit.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_audit_that_lost_a_frame_does_not_balance()
    {
        var audit = Trained.Learn().Audit;
        var lost = audit.Harmonic with { Vectors = audit.Harmonic.Vectors - 1 };
        Assert.False((audit with { Harmonic = lost }).IsBalanced);
    }

    [Fact]
    public void Two_runs_and_any_threads_learn_the_same_bytes()
    {
        byte[] Bytes(int threads) => SafeTensorsTests.Written(VocabularyTensors.Write(
            Trained.Learn(training: new TrainingOptions { Threads = threads })));

        var first = Bytes(1);
        Assert.Equal(first, Bytes(1));
        Assert.Equal(first, Bytes(2));
    }

    [Theory]
    [InlineData(VocabularyStems.Separate)]
    [InlineData(VocabularyStems.Shared)]
    public void Live_words_are_those_of_training(VocabularyStems stems)
    {
        var path = Path.Combine(
            Directory.CreateTempSubdirectory("antiphon-train").FullName, "v.safetensors");
        var learned = Trained.Learn(Trained.Options with { Stems = stems });
        VocabularyFile.Save(path, learned);
        var loaded = VocabularyFile.Load(path);
        var histogram = new long[12];
        var pairs = 0L;
        foreach (var recording in Trained.Segments)
        {
            var quantizer = loaded.CreateQuantizer();
            FrameToken? before = null;
            foreach (var token in recording.SelectMany(x => quantizer.Quantize(x).Tokens))
            {
                var counted = !token.Warming && !token.Harmonic.IsRest;
                histogram[counted ? token.Harmonic.Code : 0] += counted ? 1 : 0;
                pairs += counted && before is { Warming: false } && !before.Harmonic.IsRest ? 1 : 0;
                before = token;
            }
        }

        Assert.Equal(learned.HarmonicStatistics.Histogram.ToArray(), histogram);
        Assert.Equal(pairs, learned.HarmonicStatistics.Bigrams.ToArray().Sum());
        Assert.Equal(stems == VocabularyStems.Shared, loaded.Harmonic == loaded.Percussive);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Each_hearing_is_recorded_as_live_would_hear_it()
    {
        IReadOnlyList<TrainingRecording> heard =
        [
            new("a", Trained.Segments[0], 0, "01ab"), new("a", Trained.Segments[1], 2000, "01ab"),
        ];
        var learned = Trained.Learn(recordings: heard);

        Assert.Equal(["a"], learned.Recordings);
        Assert.Equal(
            [("a", "01ab", 0), ("a", "01ab", 2000)],
            learned.Hearings.Select(one => (one.Recording, one.SoundSha256!, one.OffsetSamples)));
        Assert.Equal(
            Trained.Segments.Select(segments => Hash(learned, segments)),
            learned.Hearings.Select(hearing => hearing.TokenStreamSha256));
        var stream = Hash(learned, Trained.Segments[0]);
        Assert.True(learned.IsHeardAsInTraining("01ab", stream));
        Assert.False(learned.IsHeardAsInTraining("01ab", Hash(learned, Trained.Segments[1])));
        Assert.Null(learned.IsHeardAsInTraining("another sound", stream));
        Assert.Null((learned with { Hearings = [] }).IsHeardAsInTraining("01ab", stream));
    }

    [Fact]
    public void The_same_sound_heard_again_is_no_more_sound()
    {
        IReadOnlyList<TrainingRecording> again =
        [
            new("short", Encoded.Recording(1, 9, 10)),
            new("short", Encoded.Recording(1, 9, 10), 2000),
        ];
        Assert.Throws<TooLittleAudioException>(() => Trained.Learn(recordings: again));
    }

    [Fact]
    public void Every_word_is_used_on_what_was_learned()
    {
        var vocabulary = Trained.Learn();
        Assert.DoesNotContain(0, vocabulary.HarmonicStatistics.Histogram.ToArray());
        Assert.DoesNotContain(0, vocabulary.PercussiveStatistics.Histogram.ToArray());
        Assert.True(vocabulary.HarmonicStatistics.MeanDistance is > 0 and < 2);
        Assert.NotEqual(
            vocabulary.Harmonic.Centroids.ToArray(), vocabulary.Percussive.Centroids.ToArray());
    }

    [Fact]
    public void Too_little_sound_is_refused_and_says_how_much_is_missing()
    {
        IReadOnlyList<TrainingRecording> few = [new("short", Encoded.Recording(1, 9, 10))];
        var fault = Assert.Throws<TooLittleAudioException>(() => Trained.Learn(recordings: few));
        Assert.Matches(@"\d+ frames of the harmonic stem .* 240 are needed .*more", fault.Message);
        Assert.Throws<TooLittleAudioException>(() => Trained.Learn(recordings: []));

        // Both stems together have enough for one shared vocabulary.
        Trained.Learn(Trained.Options with { Stems = VocabularyStems.Shared }, recordings: few);
    }

    [Fact]
    public void Words_do_not_depend_on_where_a_recording_lies_on_the_clock()
    {
        IReadOnlyList<TrainingRecording> moved =
            [new("later", Encoded.Recording(1, 30, 10, first: 1000)), Trained.Recordings[1]];
        Assert.Equal(
            Trained.Learn().Harmonic.Centroids.ToArray(),
            Trained.Learn(recordings: moved).Harmonic.Centroids.ToArray());
    }

    [Fact]
    public void A_gap_starts_afresh_as_live()
    {
        var segments = Trained.Segments[0];
        var place = new Place(
            segments[10].Segment, segments[10].Start, FrameGrid.SegmentLength, 0);
        IReadOnlyList<TrainingRecording> withGap =
        [
            new("gap", segments.Take(10).Cast<Slot>()
                .Append(new Gap(place, "test")).Concat(segments.Skip(11))),
        ];
        IReadOnlyList<TrainingRecording> inTwo =
            [new("a", segments.Take(10)), new("b", segments.Skip(11))];
        Assert.Equal(
            Trained.Learn(recordings: inTwo).Harmonic.Centroids.ToArray(),
            Trained.Learn(recordings: withGap).Harmonic.Centroids.ToArray());
    }

    [Fact]
    public void Too_many_frames_are_thinned_evenly_and_said()
    {
        var audit = Trained.Learn(training: new TrainingOptions { MaxFrames = 300 }).Audit;
        Assert.Equal(300, audit.Harmonic.Kept);
        Assert.True(audit.IsBalanced);
        Assert.Contains("left out of the fit", audit.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_is_shared_so_that_no_recording_outvoices_the_others()
    {
        Assert.Equal([10, 45, 45], BalancedThinning.Share([10, 5000, 70], 100));
        Gen.Select(Gen.Long[0, 1000].Array[1, 12], Gen.Long[1, 5000]).Sample((counts, budget) =>
        {
            var kept = BalancedThinning.Share(counts, budget);
            Assert.Equal(Math.Min(budget, counts.Sum()), kept.Sum());
            for (var r = 0; r < counts.Length; r++)
            {
                var indices = Enumerable.Range(0, (int)counts[r]);
                Assert.Equal(
                    kept[r], indices.Count(i => BalancedThinning.Keeps(i, counts[r], kept[r])));
            }
        });
    }

    [Fact]
    public void A_recording_that_changes_between_walks_is_noticed()
    {
        var walks = 0;
        IEnumerable<Slot> Changing() => Trained.Segments[0].Take(walks++ == 0 ? 30 : 29);
        IEnumerable<Slot> Slots()
        {
            foreach (var slot in Changing())
            {
                yield return slot;
            }
        }

        Assert.Throws<InvalidOperationException>(
            () => Trained.Learn(recordings: [new("changing", Slots())]));
    }

    [Fact]
    public void A_number_that_is_none_is_reported()
    {
        var broken = Trained.Segments[0].ToList();
        var features = broken[20].Percussive.ToArray();
        Array.Fill(features, float.NegativeInfinity);
        broken[20] = broken[20] with { Percussive = features };
        Assert.Throws<QuantizerException>(
            () => Trained.Learn(recordings: [new("broken", broken)]));
    }

    [Fact]
    public void Progress_goes_through_all_stages()
    {
        var heard = new List<TrainingProgress>();
        Trained.Learn(progress: new Listener(heard));
        Assert.Equal(
            Enum.GetValues<TrainingStage>(), heard.Select(report => report.Stage).Distinct());
        Assert.All(
            heard.GroupBy(report => report.Stage), stage => Assert.Equal(1, stage.Last().Fraction));
    }

    private static string Hash(Vocabulary vocabulary, List<SegmentEncoded> segments)
    {
        using var hash = new TokenStreamHash();
        var quantizer = vocabulary.CreateQuantizer();
        foreach (var token in segments.SelectMany(segment => quantizer.Quantize(segment).Tokens))
        {
            hash.Append(token);
        }

        return hash.ToHex();
    }

    private sealed class Listener(List<TrainingProgress> heard) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => heard.Add(value);
    }
}
