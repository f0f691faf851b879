using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Replay;
using Antiphon.Tests.Agent;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Replay;

/// <summary>
/// A mind that recalls frames, and an ear that hears other keys in them than the descriptors tell.
/// </summary>
public sealed class RecallByEarTests
{
    // What the descriptors hear in C is F sharp.
    private const int Away = 6;

    private static readonly MindStart Start = new(
        Tunes.Talkative with { ComposedShare = 0 }, new MemoryOptions(), PriorMemory.Bare,
        HearingLines.Tokens, []);

    private static readonly HashSet<int> Heard =
        [.. new[] { 60, 62, 64, 67, 65, 59, 72, 71 }.Select(key => (key + Away) % 12)];

    [Fact]
    public void What_is_recalled_sounds_as_the_ear_heard_it_and_the_journal_tells_it_again()
    {
        var journal = Play(hears: true, recallsNotes: true, out var notes);
        Assert.InRange(ShareHeard(notes), 0.95, 1);
        Assert.Equal(notes, Again(journal, Start));
    }

    [Fact]
    public void A_session_that_knew_no_notes_of_frames_replays_as_it_was()
    {
        var journal = Play(hears: true, recallsNotes: false, out var notes);
        Assert.InRange(ShareHeard(notes), 0, 0.6);
        Assert.Equal(notes, Again(journal, Start with { RecallsNotes = false }));
        Assert.NotEqual(notes, Again(journal, Start));
    }

    [Fact]
    public void Without_an_ear_what_is_recalled_is_what_it_was()
    {
        Play(hears: false, recallsNotes: true, out var deaf);
        Play(hears: false, recallsNotes: false, out var before);
        Assert.Equal(before, deaf);
        Assert.NotEmpty(deaf);
    }

    [Fact]
    public void A_shuffled_memory_recalls_the_notes_of_other_frames()
    {
        var journal = Play(hears: true, recallsNotes: true, out var notes);
        var shuffled = ShuffledMemory.Play(Start, journal, 1);
        Assert.NotEqual(notes, shuffled.Notes);
        Assert.InRange(ShareHeard([.. shuffled.Notes]), 0.8, 1);
        Assert.Equal(shuffled.Notes, ShuffledMemory.Play(Start, journal, 1).Notes);
    }

    private static double ShareHeard(List<NotePlanned> notes)
    {
        Assert.True(notes.Count > 20);
        return notes.Average(note => Heard.Contains(note.Key % 12) ? 1.0 : 0);
    }

    private static List<NotePlanned> Again(IEnumerable<JournalEntry> journal, MindStart start)
    {
        var mind = new ReplayedMind(start);
        List<AgentDecided> answers = [.. journal.Select(mind.Take).OfType<AgentDecided>()];
        Assert.Null(mind.Fault);
        return Sounding(answers);
    }

    private static List<NotePlanned> Sounding(List<AgentDecided> answers)
    {
        var withdrawn = answers.SelectMany(answer => answer.Withdrawn).ToHashSet();
        return [.. answers.SelectMany(answer => answer.Notes)
            .Where(note => !withdrawn.Contains(note.Id))];
    }

    private static List<JournalEntry> Play(
        bool hears, bool recallsNotes, out List<NotePlanned> notes)
    {
        List<JournalEntry> entries = [];
        List<AgentDecided> answers = [];
        var journal = new SessionJournal([], (entry, _) => entries.Add(entry));
        var store = new MemoryStore(Start.Memory);
        store.Break();
        var estate = new SurvivingState(Start.Agent)
        {
            Heard = new HeardMemory { IsUsed = recallsNotes },
        };
        var mind = new AgentMind(estate, Start.Lines);
        var tune = Tunes.Phrases(3.5, 4.2);
        NoteBegan? sounding = null;
        foreach (var heard in Performance.Tokens(40, tune))
        {
            var key = tune(heard.Time.Seconds).Key is { } pitch ? (int)pitch + Away : (int?)null;
            if (hears && key != sounding?.Key)
            {
                mind.Hear(Change(heard.Place, sounding, key));
                sounding = key is { } begins ? Began(heard.Start, begins) : null;
            }

            var token = estate.Mark(heard);
            var remembered = new TokenRemembered(token.Place, token, store.Remember(token));
            journal.Remembered(remembered);
            answers.Add(mind.Hear(remembered));
            journal.Decided(answers[^1]);
        }

        notes = Sounding(answers);
        return entries;
    }

    private static MusicHeard Change(Place place, NoteBegan? ends, int? begins) => new(place)
    {
        Ended = ends is { } note
            ? [new NoteEnded(note.Onset, note.Key, place.Start, place.Start)]
            : [],
        Began = begins is { } key ? [Began(place.Start, key)] : [],
    };

    private static NoteBegan Began(SampleTime onset, int key) => new(onset, key, -20, 0.9f, onset);
}
