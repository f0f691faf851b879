using Antiphon.Hpss;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Tests.Transcription;

/// <summary>Keeps what a transcriber said; complains of an end without a beginning.</summary>
internal sealed class RecordedTranscript : ITranscript
{
    private readonly Dictionary<int, NoteBegan> _sounding = [];

    public List<NoteBegan> Begun { get; } = [];

    public List<NoteEnded> Ends { get; } = [];

    public List<DrumHit> Hits { get; } = [];

    public List<FrameNotes> Frames { get; } = [];

    public int Sounding => _sounding.Count;

    /// <summary>Onset and length in frames, with the key, of notes that ended.</summary>
    public IEnumerable<(int Key, double Onset, double Frames)> Notes => Ends
        .OrderBy(note => note.Onset).ThenBy(note => note.Key)
        .Select(note => (
            note.Key, FrameOf(note.Onset), 75 * note.End.SecondsSince(note.Onset)));

    public static double FrameOf(SampleTime time) => (time.HalfSamples - 399) / 640.0;

    /// <summary>What a transcriber says of a sound, given at once.</summary>
    public static RecordedTranscript Of(IEar ear, ReadOnlySpan<float> sound)
    {
        var heard = new RecordedTranscript();
        var transcriber = heard.Listen(ear);
        transcriber.Hear(sound);
        transcriber.End();
        return heard;
    }

    // A scripted ear has no bands by which music is told from speech.
    public Transcriber Listen(IEar ear) => new(
        ear, new TranscriptionOptions { MusicSureness = ear is ScriptedEar ? 0 : 0.5 },
        new GateOptions(), this);

    public void Began(in NoteBegan note)
    {
        _sounding.Add(note.Key, note);
        Begun.Add(note);
    }

    public void Ended(in NoteEnded note)
    {
        if (!_sounding.Remove(note.Key, out var began) || began.Onset != note.Onset)
        {
            throw new InvalidOperationException($"{note} has not begun.");
        }

        Ends.Add(note);
    }

    public void Hit(in DrumHit hit) => Hits.Add(hit);

    public void Frame(in FrameNotes frame) => Frames.Add(frame);
}
