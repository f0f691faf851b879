using Antiphon.Agent;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Quantizer;
using Antiphon.Replay;
using Antiphon.Replay.Io;
using Antiphon.Session;
using Antiphon.Session.Io;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// A session again from its journal, without a sound: mind, memory and transport do what they did,
/// into another folder, and every decision is compared as it is taken.
/// </summary>
internal sealed class ReplayRun : IDisposable
{
    private readonly JournalReader _journal;
    private readonly ReplayedMind _mind;
    private readonly IMidiOutput _reply;
    private readonly ReplayedTransport _hands;
    private readonly DecisionComparison _decisions;
    private readonly RotatingLog _log;
    private readonly RotatingLog _notes;
    private readonly KeptJournal _kept = new();
    private readonly int _words;
    private SampleTime _time;

    /// <param name="played">The session as it was left.</param>
    /// <param name="reply">Where the reply goes; null for nowhere.</param>
    /// <param name="decisions">Where the decisions go; likewise.</param>
    /// <param name="notes">Where the notes go that are heard; likewise.</param>
    public ReplayRun(
        SessionStart start, MindStart mind, SessionFolder played, string? reply,
        string? decisions, string? notes)
    {
        _journal = new JournalReader(played.Heard);
        _mind = new ReplayedMind(mind);
        _words = start.Options.Vocabulary.TokenCount;
        Record = new SessionRecord(_words);
        _reply = reply is null
            ? new NullMidiOutput()
            : new FileMidiOutput(reply, start.Options.Midi);
        Transport = new MidiTransport(
            new EarlyOutput(_reply, start),
            start.Options.Midi,
            start.Freewheel ? TransportClock.Virtual : TransportClock.Real,
            Record.Sounded);
        _hands = new ReplayedTransport(Transport);
        _decisions = new DecisionComparison(
            File.Exists(played.Decisions) ? LogLines.Read(played.Decisions) : []);
        _log = new RotatingLog(decisions, start.Options.Session);
        _notes = new RotatingLog(notes, start.Options.Session);
    }

    /// <summary>What it did.</summary>
    public SessionRecord Record { get; }

    public MidiTransport Transport { get; }

    /// <summary>The journal, unless it was too long.</summary>
    public IReadOnlyList<JournalEntry>? Entries => _kept.Entries;

    /// <summary>Gathers the words that were remembered, in order; null when nobody asks.</summary>
    public List<HeardTokens>? Words { get; init; }

    /// <summary>Decisions that were as they had been.</summary>
    public long SameDecisions => _decisions.Same;

    /// <summary>
    /// Decisions that were taken now, where the session left none at all; else 0.
    /// </summary>
    public long UntoldDecisions => _decisions.HadNone ? _decisions.Taken : 0;

    /// <summary>
    /// Where lines of the session begin that no disk took, in seconds; null when there is no such
    /// hole.
    /// </summary>
    public double? HoleSeconds => _journal.Hole?.Seconds is { } journal
        ? Math.Min(journal, _decisions.HoleSeconds ?? journal)
        : _decisions.HoleSeconds;

    /// <summary>The first difference of the decisions; null when there is none.</summary>
    public string? Difference => _decisions.Difference;

    /// <summary>Why it may not be the same; null when there is no reason.</summary>
    public string? Fault => _mind.Fault;

    /// <summary>What the end of the journal says.</summary>
    public JournalSeal Seal => _journal.Seal;

    /// <summary>How far it was replayed.</summary>
    public SampleTime Until => _time;

    /// <summary>Plays it to the end, and writes the reply.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public void Play(CancellationToken stop)
    {
        foreach (var entry in _journal.Read())
        {
            stop.ThrowIfCancellationRequested();
            Take(entry);
            _kept.Keep(entry, _time);
        }

        End();
    }

    /// <summary>Nothing more comes: the reply is written as it stands.</summary>
    public void End()
    {
        _decisions.End(wasCutOff: Seal == JournalSeal.Missing);
        Transport.Close(Transport.LastEnd);
        _reply.Dispose();
        _log.Dispose();
        _notes.Dispose();
    }

    public void Dispose()
    {
        _reply.Dispose();
        _log.Dispose();
        _notes.Dispose();
        _decisions.Dispose();
        Record.Dispose();
    }

    private void Take(JournalEntry entry)
    {
        switch (entry)
        {
            case TransportMoved moved:
                _hands.Do(moved.Move);
                return;
            case FrameKept kept:
                Remember(kept.Token);
                break;
            case CommandFollowed followed:
                Record.Commanded(followed.Given);
                break;
            case MindHeard { What: MindInput.Control command }:
                Record.Commanded(command.Given);
                break;
            case MindHeard { What: MindInput.Lost lost }:
                Record.Lost(lost.Gap);
                break;
        }

        if (_mind.Take(entry) is { } decided)
        {
            Decide(decided);
        }
    }

    private void Remember(FrameToken token)
    {
        RequireWord(token.Harmonic);
        RequireWord(token.Percussive);
        _time = token.End;
        Words?.Add(new HeardTokens(token.Ordinal, token.Harmonic, token.Percussive));
        Record.Read(token);
        Record.Remembered(token);
    }

    private void RequireWord(Token word)
    {
        if (!word.IsRest && word.Code >= _words)
        {
            throw new JournalException(
                $"the journal is damaged: it tells of word {word} of a vocabulary of {_words}");
        }
    }

    private void Decide(AgentDecided decided)
    {
        _hands.Take(decided);
        SessionLogs.WriteMusic(_notes, decided);
        foreach (var taken in Record.Decided(decided))
        {
            _log.Write(SessionLine.Of(taken), taken.Decision.Time);
            _decisions.Take(taken);
        }
    }

    // The session's outputs as a whole may have been fed ahead of time; the file alone would not.
    private sealed class EarlyOutput(IMidiOutput file, SessionStart start) : IMidiOutput
    {
        public string Name => file.Name;

        public bool SoundsAtDue => start.SoundsAtDue;

        public double LatencyMs => start.OutputLatencyMs;

        public void Send(MidiEvent e, SampleTime due) => file.Send(e, due);

        public void Flush() => file.Flush();

        public void Dispose() => file.Dispose();
    }
}
