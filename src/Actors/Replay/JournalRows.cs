using System.Text.Json;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Replay;

/// <summary>Makes a row of each entry; <see cref="JournalReading"/> reads them back.</summary>
internal sealed class JournalRows : IJournalVisitor<JournalRow>, ITransportMoveVisitor<JournalRow>
{
    public JournalRow FrameKept(FrameKept entry)
    {
        var (token, frame) = (entry.Token, entry.Token.Descriptors);
        var row = new JournalRow("kept")
            .Add(token.Segment.Value)
            .Add(token.Frame)
            .Add(token.Harmonic.Code)
            .Add(token.Percussive.Code)
            .Add(Flags(token))
            .Add(entry.States)
            .Add(frame.LoudnessDb)
            .Add(frame.HarmonicLoudnessDb)
            .Add(frame.PercussiveLoudnessDb)
            .Add(frame.OnsetStrength)
            .Add(frame.F0Hz)
            .Add(frame.Voicing)
            .Add(frame.CentroidHz);
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            row.Add(frame.Chroma[pitchClass]);
        }

        return row;
    }

    public JournalRow MemoryBroke(MemoryBroke entry) => new JournalRow("broke").Add(entry.Why);

    public JournalRow FrameHeard(FrameHeard entry) =>
        new JournalRow("frame").Add(entry.Answer).Add(entry.Ordinal);

    public JournalRow MindHeard(MindHeard entry) =>
        entry.What.Accept(new HeardWriter(entry.Answer));

    public JournalRow CommandFollowed(CommandFollowed entry) =>
        Command(new JournalRow("followed").Add(0), entry.Given);

    public JournalRow TransportMoved(TransportMoved entry) => entry.Move.Accept(this);

    public JournalRow NoteQueued(NoteId id) => new JournalRow("queued").Add(id.Value);

    public JournalRow ProgramQueued(ProgramPlanned program) => new JournalRow("program")
        .Add((int)program.Voice).Add(program.Program).Add(program.Due.HalfSamples);

    public JournalRow NoteTakenBack(NoteId id, SampleTime now) =>
        new JournalRow("taken back").Add(id.Value).Add(now.HalfSamples);

    public JournalRow TimeMoved(SampleTime now) => new JournalRow("moved").Add(now.HalfSamples);

    public JournalRow AllSilenced(SampleTime at, bool forGood) =>
        new JournalRow("silenced").Add(at.HalfSamples).Add(forGood ? 1 : 0);

    private static string Flags(FrameToken token) =>
        (token.Warming ? "w" : "")
        + (token.OwnSound ? "o" : "")
        + (token.Descriptors.HarmonicOpen ? "h" : "")
        + (token.Descriptors.PercussiveOpen ? "p" : "");

    private static JournalRow Command(JournalRow row, ControlGiven given) => row
        .Add(given.At.HalfSamples)
        .Add(given.Command.Kind)
        .AddJson(JsonSerializer.Serialize(
            given.Command, given.Command.GetType(), JsonSerializerOptions.Web));

    private sealed class HeardWriter(long answer) : IMindInputVisitor<JournalRow>
    {
        public JournalRow Frame(TokenRemembered remembered) =>
            Row("frame").Add(remembered.Token.Ordinal);

        public JournalRow Reflex(ReflexHeard reflex) => Row("reflex")
            .Add(reflex.Start.HalfSamples).Add(reflex.LoudnessDb).Add(reflex.OnsetDb);

        public JournalRow Music(MusicHeard heard) => Row("music")
            .Add(heard.Place.Start.HalfSamples).Add(heard.Place.Length.Samples)
            .Add(heard.IsLost ? 1 : 0)
            .AddRows(heard.Began, (row, note) => row
                .Add(note.Onset.HalfSamples).Add(note.Key).Add(note.LoudnessDb)
                .Add(note.Sureness).Add(note.KnownAt.HalfSamples))
            .AddRows(heard.Ended, (row, note) => row
                .Add(note.Onset.HalfSamples).Add(note.Key).Add(note.End.HalfSamples)
                .Add(note.KnownAt.HalfSamples))
            .AddRows(heard.Hits, (row, hit) => row
                .Add(hit.Time.HalfSamples).Add((int)hit.Drum).Add(hit.LoudnessDb)
                .Add(hit.Sureness).Add(hit.KnownAt.HalfSamples));

        public JournalRow ReflexesEnded(ReflexEnded end) => Stretch("reflexes ended", end);

        public JournalRow Lost(Gap gap) => Stretch("gap", gap).Add(gap.Reason);

        public JournalRow SoundEnded(InputEnded end) => Stretch("ended", end);

        public JournalRow Control(ControlGiven given) => Command(Row("control"), given);

        public JournalRow KeyDown(KeyPressed pressed) => Row("key down")
            .Add(pressed.Onset.HalfSamples).Add(pressed.Key).Add(pressed.Velocity);

        public JournalRow Key(NoteHeard note) => Row("key")
            .Add(note.Onset.HalfSamples).Add(note.Length.Samples).Add(note.Key)
            .Add(note.Velocity);

        public JournalRow LetGo(NoteSounded note) => Row("let go")
            .Add(note.Id.Value).Add(note.Due.HalfSamples).Add(note.LatenessMs);

        public JournalRow MindBegan(int before) => Row("mind").Add(before);

        private JournalRow Row(string kind) => new JournalRow(kind).Add(answer);

        private JournalRow Stretch(string kind, Slot slot) => Row(kind)
            .Add(slot.Segment.Value).Add(slot.Start.HalfSamples).Add(slot.Length.Samples);
    }
}
