using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Hpss;
using Antiphon.Tests.Encoder;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>What the shipped ear makes of sounds that are no music, and of music.</summary>
public sealed class NoMusicTests : IDisposable
{
    private const double Seconds = 12;

    private static readonly CheckedModel Model =
        ModelManifest.Load(SpectralEncoderFixture.ModelFolder).Check(EarModel.Name);

    private readonly OnnxEar _ear = OnnxEar.Open(Model, 4);

    [Theory]
    [InlineData(110, 1)]
    [InlineData(150, 2)]
    [InlineData(220, 3)]
    public void Who_speaks_plays_few_notes(double hertz, ulong seed)
    {
        var speech = NoMusic.Speech(Seconds, hertz, seed);
        var all = Hear(speech, music: 0).Begun.Count;
        Assert.True(all > 30, $"{all} syllables could be notes");
        Assert.InRange(Hear(speech).Begun.Count, 0, all / 6);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(60, 2)]
    public void Who_claps_hits_few_drums(int people, ulong seed)
    {
        var applause = NoMusic.Applause(Seconds, people, seed);
        var all = Hear(applause, music: 0).Hits.Count;
        Assert.True(all > 20, $"{all} claps could be drums");
        Assert.InRange(Hear(applause).Hits.Count, 0, (int)(30 * Seconds / 60));
    }

    [Theory]
    [InlineData(-40, 1)]
    [InlineData(-50, 2)]
    public void A_room_plays_next_to_nothing(double loudnessDb, ulong seed)
    {
        var heard = Hear(NoMusic.Room(Seconds, loudnessDb, seed));
        Assert.InRange(heard.Begun.Count + heard.Hits.Count, 0, 1);
    }

    [Fact]
    public void Music_behind_speech_is_music_at_once()
    {
        float[] sound =
        [
            .. NoMusic.Speech(6, 140, 4), .. PluckedSound.Of(PluckedSound.Music),
            .. PluckedSound.Of(PluckedSound.Music),
        ];
        var again = 6 + PluckedSound.Music.Max(note => note.At) + 1;
        Assert.Equal(
            PluckedSound.Music.Select(note => note.Key).Order(),
            Hear(sound).Begun.Where(note => note.Onset.Seconds > again)
                .Select(note => note.Key).Order());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 0)]
    [InlineData(20, 80)]
    public void A_line_that_trembles_and_slides_is_a_line(double tremble, double slide)
    {
        int[] keys = [62, 66, 69, 74, 71, 67, 64, 69];
        var heard = Hear(Line(keys, tremble, slide));
        Assert.InRange(
            keys.Where((key, i) => heard.Begun.Exists(note => note.Key == key
                && Math.Abs(note.Onset.Seconds - 0.3 - 0.4 * i) < 0.05)).Count(),
            keys.Length - 1, keys.Length);
    }

    public void Dispose() => _ear.Dispose();

    // A bowed line, 0.4 s a note; cents from the key, and from the note before.
    private static float[] Line(int[] keys, double tremble, double slide)
    {
        var sound = new float[(int)((0.4 * keys.Length + 1) * SampleRate.Hz)];
        var phase = 0.0;
        for (var i = 0; i < keys.Length; i++)
        {
            var from = i == 0 ? 0 : slide * Math.Sign(keys[i - 1] - keys[i]);
            for (var at = 0; at < 0.38 * SampleRate.Hz; at++)
            {
                var age = at / (double)SampleRate.Hz;
                var cents = from * Math.Max(0, 1 - age / 0.06)
                    + tremble * Math.Clamp((age - 0.1) / 0.1, 0, 1)
                        * Math.Sin(Math.Tau * 5.5 * age);
                phase += 440 * Math.Pow(2, (keys[i] - 69 + cents / 100) / 12) / SampleRate.Hz;
                var loud = 0.2 * Math.Min(1, age / 0.03) * Math.Min(1, (0.38 - age) / 0.03);
                for (var h = 1; h <= 10; h++)
                {
                    sound[(int)((0.3 + 0.4 * i) * SampleRate.Hz) + at] +=
                        (float)(loud / h * Math.Sin(Math.Tau * h * phase));
                }
            }
        }

        return sound;
    }

    private RecordedTranscript Hear(float[] sound, double music = 0.5)
    {
        var heard = new RecordedTranscript();
        var transcriber = new Transcriber(
            _ear, new TranscriptionOptions { MusicSureness = music }, new GateOptions(), heard);
        transcriber.Hear(sound);
        transcriber.End();
        return heard;
    }
}
