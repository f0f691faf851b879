using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>The end of a phrase as its notes tell it, before silence does.</summary>
public sealed class NotesEndTests
{
    private const double KnownSeconds = 0.13;
    private const double Step = 0.4;
    private const double Loud = -20;

    private readonly HeardMusic _music = new(new EchoTracker());
    private readonly SoundLevel _level = new();
    private readonly NotesEnd _ends;

    public NotesEndTests() => _ends = new NotesEnd(
        new LiveOptions(new ControlState(new AgentOptions())), _music, _level);

    [Fact]
    public void A_phrase_has_ended_when_its_last_note_has_and_the_next_is_overdue()
    {
        // Six steps of 0.4 s and a last note of 0.8 s: it ends at 3.2 s.
        var told = Told(Line(begins: 0, notes: 6, last: 0.8), until: 6, LoudUntil(3.2));
        Assert.InRange(told!.Value, 3.3, 3.4);
    }

    [Fact]
    public void Sound_that_is_as_loud_as_before_is_no_end()
    {
        Assert.Null(Told(Line(begins: 0, notes: 6, last: 0.8), until: 6, _ => Loud));
    }

    [Fact]
    public void A_few_notes_are_no_phrase_yet() =>
        Assert.Null(Told(Line(begins: 0, notes: 2, last: 0.3), until: 3, LoudUntil(1.1)));

    [Fact]
    public void Who_rests_between_notes_is_waited_for_as_long_as_silence_would_take()
    {
        (double, double)[] staccato =
            [.. Enumerable.Range(0, 8).Select(i => (Step * i, i < 7 ? 0.1 : 0.5))];
        var told = Told(
            staccato, until: 6,
            time => time < 3.3 && (time % Step < 0.1 || time > 2.8) ? Loud : -70);
        // The last note ends at 3.3 s; the rests before it were of 0.3 s.
        Assert.InRange(told!.Value, 3.3 + 0.3, 3.3 + 0.35);
    }

    [Fact]
    public void Where_an_earlier_phrase_had_its_last_note_the_end_is_told_as_that_one_ended()
    {
        var first = Line(begins: 0, notes: 6, last: 0.8);
        Told(first, until: 5, LoudUntil(3.2));
        _ends.Learn(At(5), At(0));
        // The second one rings on, while its level falls.
        var second = Line(begins: 10, notes: 6, last: 3);
        var told = Told(second, until: 16, time => time < 13 ? Loud : Loud - 30 * (time - 13), 10);
        Assert.InRange(told!.Value, 13.15, 13.35);

        _ends.Unlearn();
        Assert.False(_ends.At(At(13.3), At(10)));
    }

    private static SampleTime At(double seconds) => SampleTime.FromSeconds(seconds);

    private static Func<double, double> LoudUntil(double end) =>
        time => time < end ? Loud : Loud - 150 * (time - end);

    private static (double At, double Seconds)[] Line(double begins, int notes, double last) =>
    [
        .. Enumerable.Range(0, notes).Select(i => (begins + Step * i, Step)),
        (begins + Step * notes, last),
    ];

    // When it is told that the phrase has ended, tick by tick; null when it is not.
    private double? Told(
        (double At, double Seconds)[] notes, double until, Func<double, double> level,
        double from = 0)
    {
        double? told = null;
        for (var tick = (int)(100 * from); tick < 100 * until; tick++)
        {
            var now = tick / 100.0;
            _level.Hear(level(now));
            _music.Hear(
                new MusicHeard(new Place(default, At(now), SampleCount.FromSeconds(0.01), 0))
                {
                    Began = [.. notes.Where(note => Falls(note.At)).Select(note =>
                        new NoteBegan(At(note.At), 60, -20, 1, At(now)))],
                    Ended = [.. notes.Where(note => Falls(note.At + note.Seconds)).Select(note =>
                        new NoteEnded(At(note.At), 60, At(note.At + note.Seconds), At(now)))],
                },
                0.12, At(now), new Draft());
            _ends.Tick();
            told ??= _ends.At(At(now), At(from)) ? now : null;

            bool Falls(double time) => (int)Math.Round(100 * (time + KnownSeconds)) == tick;
        }

        return told;
    }
}
