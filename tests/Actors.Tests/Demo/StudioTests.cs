using Antiphon.Demo;
using Antiphon.Notes;
using Antiphon.Signal;
using Antiphon.Tests.Style;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Demo;

public sealed class StudioTests
{
    private const int RateHz = 44_100;

    public static TheoryData<Instrument> Instruments =>
    [
        new PluckedString(0.8, 3),
        new PluckedString(0.3, 2),
        new FmTone(1, 1.5, 3),
        new AdditiveTone([1, 0.5, 0.3, 0.2], 0.02, 0.1),
    ];

    [Theory]
    [MemberData(nameof(Instruments))]
    public void A_note_has_its_pitch(Instrument instrument)
    {
        foreach (var key in new[] { 40, 57, 69, 76 })
        {
            var note = new ScoreNote(0, 1, key, 0.8, instrument);
            var sound = instrument.Render(note.FrequencyHz, 1, 0.8, RateHz, new SplitMix64(1));
            var cents = 1200 * Math.Log2(PitchOf(sound, note.FrequencyHz) / note.FrequencyHz);
            Assert.InRange(cents, -10, 10);
        }
    }

    [Fact]
    public void Drums_attack_within_five_milliseconds()
    {
        var kit = new DrumKit(1, 1, 0.6);
        foreach (var kind in Enum.GetValues<DrumKind>())
        {
            var sound = kit.Render(kind, 0.9, RateHz, new SplitMix64(2));
            var peak = sound.Max(Math.Abs);
            var rise = Array.FindIndex(sound, sample => Math.Abs(sample) > 0.4 * peak);
            Assert.InRange(rise, 0, RateHz / 200);
        }
    }

    [Fact]
    public void The_demo_is_the_same_twice_and_leaves_room_for_answers()
    {
        var call = DemoPerformance.Render();
        Assert.Equal(call, DemoPerformance.Render());
        Assert.InRange((double)call.Length / DemoPerformance.SampleRateHz, 38, 44);
        Assert.InRange(call.Max(Math.Abs), 0.5f, 0.8f);
        Assert.All(call, sample => Assert.True(float.IsFinite(sample)));

        // The silences that the phrases leave, in seconds.
        foreach (var (from, to) in new[] { (6.4, 8.1), (14.8, 16.3), (23.0, 24.5), (31.2, 32.7) })
        {
            var silence = call.AsSpan((int)(from * RateHz), (int)((to - from) * RateHz));
            Assert.InRange(Decibels.FromPower(MeanSquare(silence)), -200, -70);
        }
    }

    [Fact]
    public void The_band_plays_a_minute_the_same_twice_and_leaves_room_for_answers()
    {
        var call = DemoBand.Render();
        Assert.Equal(call, DemoBand.Render());
        Assert.InRange((double)call.Length / DemoBand.SampleRateHz, 58, 64);
        Assert.InRange(call.Max(Math.Abs), 0.5f, 0.8f);

        // The silences that the phrases leave, in seconds.
        foreach (var (from, to) in new[] { (9.9, 13.6), (23.2, 26.9), (45.0, 49.2), (58.8, 61.4) })
        {
            var silence = call.AsSpan((int)(from * RateHz), (int)((to - from) * RateHz));
            Assert.InRange(Decibels.FromPower(MeanSquare(silence)), -200, -60);
        }
    }

    [Fact]
    public void The_chart_of_the_band_has_the_chords_that_it_plays()
    {
        var chart = ChartText.Read(File.ReadAllText(
            Path.Combine(SourceTree.Root, "config/charts/demo.txt")));
        var beat = 60 / chart.BeatsPerMinute!.Value;
        Assert.Equal(27, chart.Bars.Length);
        var basses = DemoBand.Score.Notes.Where(note => note.Key < 50).ToList();
        Assert.True(basses.Count > 30);
        Assert.All(basses, note =>
        {
            var unit = (int)Math.Round((note.StartSeconds - 0.4) / beat * Chart.UnitsOfBeat);
            var chord = chart.ChordAt(Math.Min(unit, chart.Units - 1)).Chord!.Value;
            Assert.Contains((note.Key - chord.Root + 120) % 12, new[] { 0.0, 7.0 });
        });
    }

    [Fact]
    public void A_duet_has_the_reply_as_loud_as_the_call()
    {
        var call = new float[4 * RateHz];
        for (var i = 0; i < 2 * RateHz; i++)
        {
            call[i] = 0.05f * MathF.Sin(0.05f * i);
        }

        var (start, length) = (SampleTime.FromSeconds(2.5), SampleCount.FromSeconds(1));
        var duet = DuetMixer.Mix(
            call, RateHz,
            [new(new NoteId(0), Voice.Melody, 72, 90, start, length, DecisionId: 0)]);
        float[] left = [.. duet.Where((_, i) => i % 2 == 0)];
        float[] right = [.. duet.Where((_, i) => i % 2 == 1)];
        var player = DuetMixer.Loudness(left.AsSpan(0, 2 * RateHz), RateHz);
        var rig = DuetMixer.Loudness(right.AsSpan(2 * RateHz), RateHz);
        Assert.InRange(Decibels.FromPower(rig * rig / player / player), -2, 2);
    }

    [Fact]
    public void The_corpus_varies_and_the_demo_is_not_in_it()
    {
        var pieces = GeneratedPieces.Pieces;
        Assert.True(pieces.Count >= 24);
        Assert.Equal(pieces.Count, pieces.Select(piece => piece.Name).Distinct().Count());
        var notes = pieces.SelectMany(piece => piece.Score.Notes).ToList();
        Assert.Equal(12, notes.Select(note => (int)note.Key % 12).Distinct().Count());
        Assert.True(Timbres(pieces).Count() >= 8);
        Assert.True(Kits(pieces).Count() >= 4);
        Assert.Empty(notes.Intersect(DemoPerformance.Score.Notes));
    }

    [Fact]
    public void The_yardstick_has_timbres_and_kits_that_the_corpus_lacks()
    {
        var (corpus, yardstick) = (GeneratedPieces.Pieces, YardstickPieces.Pieces);
        Assert.Empty(Timbres(corpus).Intersect(Timbres(yardstick)));
        Assert.Empty(Kits(corpus).Intersect(Kits(yardstick)));
    }

    [Fact]
    public void Pieces_are_the_same_twice_and_never_clip()
    {
        var piece = GeneratedPieces.Pieces[6];
        var sound = piece.Render();
        Assert.Equal(sound, piece.Render());
        Assert.InRange(sound.Max(Math.Abs), 0.05f, 0.99f);
    }

    [Fact]
    public void A_duet_lasts_to_the_end_of_the_reply_and_never_clips()
    {
        var call = Enumerable.Repeat(0.99f, RateHz).ToArray();
        var (start, length) = (SampleTime.FromSeconds(0.5), SampleCount.FromSeconds(2));
        NotePlanned[] reply =
        [
            new(new NoteId(0), Voice.Melody, 72, 127, start, length, DecisionId: 0),
            new(new NoteId(1), Voice.Bass, 36, 127, start, length, DecisionId: 0),
        ];
        var duet = DuetMixer.Mix(call, RateHz, reply);

        Assert.InRange(duet.Length / 2.0 / RateHz, 2.5, 3.5);
        Assert.All(duet, sample => Assert.InRange(sample, -1f, 1f));
    }

    [Fact]
    public void The_probe_is_eight_seconds_and_the_same_twice()
    {
        Assert.Equal(8 * ProbeSound.SampleRateHz, ProbeSound.Render().Length);
        Assert.Equal(ProbeSound.Render(), ProbeSound.Render());
    }

    private static IEnumerable<Instrument> Timbres(IEnumerable<GeneratedPiece> pieces) =>
        pieces.SelectMany(piece => piece.Score.Notes).Select(note => note.Instrument).Distinct();

    private static IEnumerable<DrumKit> Kits(IEnumerable<GeneratedPiece> pieces) =>
        pieces.SelectMany(piece => piece.Score.Drums).Select(hit => hit.Kit).Distinct();

    private static double MeanSquare(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
        {
            sum += (double)sample * sample;
        }

        return sum / samples.Length;
    }

    // The best lag of the autocorrelation near the expected period, refined by a parabola.
    private static double PitchOf(float[] sound, double expectedHz)
    {
        var (from, length) = (RateHz / 10, RateHz / 2);
        double Alike(int lag)
        {
            var sum = 0.0;
            for (var i = from; i < from + length - 2_000; i++)
            {
                sum += (double)sound[i] * sound[i + lag];
            }

            return sum;
        }

        // Many periods apart, the error of a period shows that much larger.
        var periods = Math.Max(1, (int)(1_500 * expectedHz / RateHz));
        var nominal = (int)Math.Round(periods * RateHz / expectedHz);
        var best = Enumerable.Range(nominal - 12, 25).MaxBy(Alike);
        var (before, at, after) = (Alike(best - 1), Alike(best), Alike(best + 1));
        return periods * RateHz / (best + 0.5 * (before - after) / (before - 2 * at + after));
    }
}
