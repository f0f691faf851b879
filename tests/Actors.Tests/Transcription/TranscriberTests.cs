using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Hpss;
using Antiphon.Signal;
using Antiphon.Tests.Encoder;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>The shipped ear on sounds whose notes are known.</summary>
public sealed class TranscriberTests : IDisposable
{
    private static readonly CheckedModel Model =
        ModelManifest.Load(SpectralEncoderFixture.ModelFolder).Check(EarModel.Name);

    private static readonly (double At, int Key)[] Music = PluckedSound.Music;

    private readonly OnnxEar _ear = OnnxEar.Open(Model, 4);

    [Fact]
    public void Plucked_notes_are_heard_where_they_begin()
    {
        var heard = RecordedTranscript.Of(_ear, PluckedSound.Of(Music));
        Assert.Equal(
            Music.Order(),
            heard.Begun.Select(note => (
                Music.MinBy(truth => Math.Abs(truth.At - note.Onset.Seconds)).At, note.Key))
                .Order());
        Assert.All(heard.Begun, note => Assert.InRange(
            note.Onset.Seconds - Nearest(note.Onset.Seconds), -0.02, 0.02));
        Assert.Equal(heard.Begun.Count, heard.Ends.Count);
    }

    [Fact]
    public void Sizes_of_blocks_and_of_steps_change_nothing()
    {
        var sound = PluckedSound.Of(Music);
        var whole = RecordedTranscript.Of(_ear, sound);
        var parts = new RecordedTranscript();
        var transcriber = parts.Listen(_ear);
        var random = new SplitMix64(9);
        for (var at = 0; at < sound.Length;)
        {
            var taken = Math.Min(sound.Length - at, 1 + (int)(random.NextDouble() * 3000));
            transcriber.Hear(sound.AsSpan(at, taken));
            at += taken;
        }

        transcriber.End();
        Assert.Equal(whole.Begun, parts.Begun);
        Assert.Equal(whole.Ends, parts.Ends);
        Assert.Equal(whole.Frames, parts.Frames);

        using var otherSteps = OnnxEar.Open(Model, 7);
        var other = RecordedTranscript.Of(otherSteps, sound);
        Assert.Equal(
            whole.Begun.Select(note => (note.Onset, note.Key)),
            other.Begun.Select(note => (note.Onset, note.Key)));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    [InlineData(233)]
    public void Where_the_grid_lies_changes_no_note(int samples)
    {
        var onGrid = RecordedTranscript.Of(_ear, PluckedSound.Of(Music));
        var beside = RecordedTranscript.Of(
            _ear, [.. new float[samples], .. PluckedSound.Of(Music)]);
        Assert.Equal(Sorted(onGrid).Select(n => n.Key), Sorted(beside).Select(n => n.Key));
        Assert.All(
            Sorted(onGrid).Zip(Sorted(beside)),
            pair => Assert.InRange(
                pair.Second.Onset.SecondsSince(pair.First.Onset) - samples / 24_000.0,
                -0.01, 0.01));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(-40)]
    public void Music_out_of_tune_is_heard_as_in_tune(double cents)
    {
        (double At, int Key)[] twice = [.. Music, .. Music.Select(n => (n.At + 2.5, n.Key))];
        var heard = new RecordedTranscript();
        var transcriber = heard.Listen(_ear);
        transcriber.Hear(PluckedSound.Of(twice, cents));
        Assert.InRange(transcriber.TuningCents ?? 0, cents - 8, cents + 8);
        transcriber.End();
        Assert.Equal(
            Music.Select(note => note.Key).Order(),
            heard.Begun.Where(note => note.Onset.Seconds > 2.7).Select(note => note.Key).Order());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0001, 0)]
    [InlineData(0.03, 0)]
    [InlineData(0, 0.1)]
    [InlineData(0.003, 0.1)]
    public void Silence_noise_and_hum_are_no_music(double noise, double hum)
    {
        var random = new SplitMix64(3);
        var sound = new float[10 * SampleRate.Hz];
        for (var i = 0; i < sound.Length; i++)
        {
            var turns = 50.0 * i / SampleRate.Hz;
            sound[i] = (float)(noise * (2 * random.NextDouble() - 1)
                + hum * (Math.Sin(Math.Tau * turns) + 0.3 * Math.Sin(3 * Math.Tau * turns)));
        }

        var heard = new RecordedTranscript();
        var transcriber = heard.Listen(_ear);
        transcriber.Hear(sound);
        Assert.True(hum > 0 || transcriber.TuningCents is null);
        transcriber.End();

        // A hum that sets in may be a note once.
        Assert.InRange(heard.Begun.Count, 0, hum > 0 ? 2 : 0);
        Assert.InRange(heard.Hits.Count, 0, 2);
    }

    [Fact]
    public void Nothing_is_allocated_once_it_runs()
    {
        var transcriber = new Transcriber(
            _ear, new TranscriptionOptions(), new GateOptions(), new Deaf());
        var sound = PluckedSound.Of(Music);
        transcriber.Hear(sound);
        Assert.Equal(0, Allocation.LeastOf(() => transcriber.Hear(sound.AsSpan(0, 16_800))));
    }

    public void Dispose() => _ear.Dispose();

    private static double Nearest(double seconds) =>
        Music.MinBy(truth => Math.Abs(truth.At - seconds)).At;

    private static IEnumerable<NoteBegan> Sorted(RecordedTranscript heard) =>
        heard.Begun.OrderBy(note => Math.Round(note.Onset.Seconds, 1)).ThenBy(note => note.Key);

    private sealed class Deaf : ITranscript
    {
        public void Began(in NoteBegan note)
        {
        }

        public void Ended(in NoteEnded note)
        {
        }

        public void Hit(in DrumHit hit)
        {
        }

        public void Frame(in FrameNotes frame)
        {
        }
    }
}
