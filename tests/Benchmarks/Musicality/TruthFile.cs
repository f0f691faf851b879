using System.Text.Json;
using Antiphon.Capture.Io;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>A call on disk: its sound, and its truth for whoever measures by other means.</summary>
internal static class TruthFile
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web);

    /// <summary>Writes NAME.wav and NAME.json.</summary>
    public static void Write(CallTruth call, float[] sound, string folder)
    {
        using (var wav = new WavFileWriter(
            Path.Combine(folder, $"{FileName(call)}.wav"), CallSound.SampleRateHz, 1))
        {
            wav.Write(sound);
        }

        File.WriteAllText(
            Path.Combine(folder, $"{FileName(call)}.json"),
            JsonSerializer.Serialize(Document(call), Style));
    }

    /// <summary>Its name without signs that a shell minds.</summary>
    public static string FileName(CallTruth call) =>
        call.Name.Replace(", ", "-", StringComparison.Ordinal);

    private static object Document(CallTruth call) => new
    {
        Name = FileName(call),
        Length = call.Seconds,
        call.Beats,
        Beat = call.BeatSeconds,
        Bpm = 60 / call.BeatSeconds,
        call.Kind.Meter,
        Swing = call.Kind.IsSwung,
        Style = call.Kind.IsOneLine ? "mono" : "poly",
        call.Downbeats,
        Notes = call.Notes.Select(note => new object[]
        {
            note.Onset, note.Seconds, note.Key, note.Velocity, Part(note.Part),
        }),
        Chords = call.Chords.Select(
            chord => new object[] { chord.From, chord.To, chord.Root, chord.Tones }),
        Keys = call.Keys.Select(key => new object[]
        {
            key.From, key.Tonic, key.IsMinor ? "m" : "M", key.Tones,
        }),
        Phrases = call.Phrases.Select(phrase => new[] { phrase.From, phrase.To }),
        Rubato = call.PulseFrom,
    };

    private static string Part(CallPart part) => part switch
    {
        CallPart.Melody => "mel",
        CallPart.Comp => "comp",
        _ => "bass",
    };
}
