using Antiphon.Agent;
using Antiphon.Measures;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Measures;

/// <summary>What holds of the measures of any performance.</summary>
public class MeasureProperties
{
    private static readonly Gen<FrameToken[]> Calls =
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 8], Gen.Int[40, 80]).Array[1, 8]
            .Select(scenes => Hear(scenes));

    private static readonly Gen<NotePlanned[]> Replies =
        Gen.Select(Gen.Double[0, 20], Gen.Double[0.06, 3], Gen.Int[30, 90], Gen.Bool, Gen.Int[0, 9])
            .Select((due, seconds, key, bass, decision) => ByHand.Note(
                due, seconds, key, bass ? Voice.Bass : Voice.Melody, decision))
            .Array[0, 30];

    private static readonly Gen<Decision[]> Decisions =
        Gen.Select(Gen.Double[0, 20], Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[0, 3]).Array[10]
            .Select(all => all.OrderBy(one => one.Item1).Select((one, id) =>
                ByHand.Taken(id, one.Item1, (CueKind)one.Item2, one.Item3) with
                {
                    MatchedFrames = one.Item4,
                    Likeness = new(one.Item4 / 3.0, one.Item3 / 4.0),
                    Runs = [ByHand.Run(one.Item1, one.Item1 + one.Item4)],
                }).ToArray());

    private static readonly Gen<PlayedMusic> Music =
        Gen.Select(Calls, Replies, Decisions).Select(PlayedMusic.Of);

    [Fact]
    public void Shares_are_shares() => Music.Sample(music =>
    {
        var measures = MusicalMeasures.Of(music);
        double?[] shares =
        [
            measures.HarmonicAgreement, measures.HarmonicAgreementDefinedShare,
            measures.OverlapShare, measures.MatchShare, measures.RecallOnsetF,
            measures.RecallPitchClassShare,
        ];
        Assert.All(shares, share => Assert.InRange(share ?? 0, 0, 1 + 1e-9));
        Assert.True(measures.LongestSilenceSeconds <= measures.LongestOwnSilenceSeconds + 1e-9);
        Assert.True(measures.LongestOwnSilenceSeconds <= measures.Seconds + 1e-9);
        Assert.True(
            !(measures.ReplyDelaySeconds.P50 > measures.ReplyDelaySeconds.P95));
    });

    [Fact]
    public void When_it_was_played_changes_nothing() =>
        Gen.Select(Music, Gen.Int[1, 10_000]).Sample((music, segments) => Assert.Equal(
            MusicalMeasures.Of(music), MusicalMeasures.Of(Later(music, segments))));

    [Fact]
    public void Call_and_reply_in_another_key_agree_as_well() =>
        Gen.Select(Music, Gen.Int[-11, 11]).Sample((music, semitones) =>
        {
            var (here, there) = (
                MusicalMeasures.Of(music), MusicalMeasures.Of(Transposed(music, semitones)));
            Assert.Equal(here.HarmonicAgreement, there.HarmonicAgreement);
            Assert.Equal(here.HarmonicAgreementDefinedShare, there.HarmonicAgreementDefinedShare);
            Assert.Equal(here.Distinct4gramsPerMinute, there.Distinct4gramsPerMinute);
        });

    // Segments of rests, of drums, of a held tone, of a louder tone that is struck.
    private static FrameToken[] Hear((int Kind, int Segments, int Key)[] scenes)
    {
        Moment[] segments =
        [
            .. scenes.SelectMany(scene => Enumerable.Repeat(
                scene.Kind switch
                {
                    0 => Moment.Silence,
                    1 => new Moment(null, true, -20, 4),
                    2 => ByHand.Tone(scene.Key, -30),
                    _ => new Moment(scene.Key, true, -6, 6),
                },
                scene.Segments)),
        ];
        return ByHand.Heard(0.35 * segments.Length, time => segments[(int)(time / 0.35)]);
    }

    private static PlayedMusic Later(PlayedMusic music, int segments)
    {
        var by = new SampleCount((long)segments * FrameGrid.SegmentSamples);
        return PlayedMusic.Of(
            [
                .. music.Tokens.Select(token => token with
                {
                    Place = token.Place with
                    {
                        Segment = new SegmentId(token.Segment.Value + segments),
                        Start = token.Start + by,
                    },
                    Time = token.Time + by,
                }),
            ],
            [.. music.Notes.Select(note => note with { Due = note.Due + by })],
            [
                .. music.Decisions.Select(decision => decision with
                {
                    Time = decision.Time + by,
                    Runs =
                    [
                        .. decision.Runs.Select(
                            run => run with { From = run.From + by, To = run.To + by }),
                    ],
                }),
            ]);
    }

    private static PlayedMusic Transposed(PlayedMusic music, int semitones) => music with
    {
        Tokens =
        [
            .. music.Tokens.Select(token => token with
            {
                Descriptors = token.Descriptors with
                {
                    Chroma = Turned(token.Descriptors.Chroma, semitones),
                },
            }),
        ],
        Notes = [.. music.Notes.Select(note => note with { Key = note.Key + semitones })],
    };

    private static Antiphon.Hpss.Chroma Turned(Antiphon.Hpss.Chroma chroma, int semitones)
    {
        var turned = default(Antiphon.Hpss.Chroma);
        for (var i = 0; i < 12; i++)
        {
            turned[(i + semitones + 12) % 12] = chroma[i];
        }

        return turned;
    }
}
