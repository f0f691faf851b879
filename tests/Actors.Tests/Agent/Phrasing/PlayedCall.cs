using System.Collections.Immutable;
using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Tests.Agent.Phrasing;

/// <summary>A phrase that a player plays in C major, and the order for its answer.</summary>
internal sealed class PlayedCall
{
    public const double BeatSeconds = 0.5;

    public static readonly MusicalKey CMajor = new(0, IsMinor: false, 1);

    // Four bars of four: beats from the first, length in beats, key.
    private static readonly (double At, double Length, int Key)[] Tune =
    [
        (0, 1, 72), (1, 0.5, 74), (1.5, 0.5, 76), (2, 1, 77), (3, 1, 76),
        (4, 1, 74), (5, 0.5, 76), (5.5, 0.5, 77), (6, 1, 79), (7, 1, 77),
        (8, 1, 76), (9, 0.5, 74), (9.5, 0.5, 72), (10, 1, 71), (11, 1, 72),
        (12, 3, 74),
    ];

    /// <summary>Beats from one chord to the next, in the left hand.</summary>
    public int? ChordsEvery { get; init; }

    public double LevelDb { get; init; } = -20;

    /// <summary>The beat of the clock on which it begins.</summary>
    public int Begins { get; init; }

    /// <summary>Share of its length that each note sounds.</summary>
    public double Touch { get; init; } = 0.95;

    /// <summary>Where in its beat a note between the beats is played, written ½.</summary>
    public double OffBeat { get; init; } = 0.5;

    /// <summary>Pitch classes of its last chord, the root first; those of G.</summary>
    public ImmutableArray<int> LastChord { get; init; } = [7, 11, 2];

    /// <summary>Pitch classes of the chord on which the music is at home; those of C.</summary>
    public ImmutableArray<int> Home { get; init; } = [0, 4, 7];

    public double RoomBeats { get; init; } = 8;

    public Mode Mode { get; init; } = Mode.Imitate;

    public FormWeights? Forms { get; init; }

    public ImmutableArray<ChordSpan> Ahead { get; init; } = [];

    public BeatLine Line { get; } = Beats();

    /// <summary>A line at 120 beats a minute, in bars of four.</summary>
    public static BeatLine Beats(double seconds = BeatSeconds)
    {
        var line = new BeatLine();
        line.Hear(
            new Beat(default, seconds, 1, BeatDivision.Straight, 4, 0), default);
        return line;
    }

    public static ChordTones Chord(params ReadOnlySpan<int> tones)
    {
        var mask = 0;
        foreach (var tone in tones)
        {
            mask |= 1 << tone;
        }

        return new ChordTones(tones[0], mask);
    }

    public static FormWeights Only(PhraseForm form, SourceWeights? sources = null)
    {
        double Of(PhraseForm other) => other == form ? 1 : 0;
        return new FormWeights(
            Of(PhraseForm.Repeat), Of(PhraseForm.Sequence), Of(PhraseForm.NewEnding),
            Of(PhraseForm.Invert), Of(PhraseForm.Augment), Of(PhraseForm.Fragment),
            Of(PhraseForm.Contrast), sources ?? new SourceWeights(1, 0, 0, 0));
    }

    public List<HeardNote> Notes()
    {
        List<HeardNote> notes = [];
        foreach (var (at, length, key) in Tune)
        {
            var beat = Math.Floor(at);
            notes.Add(Note(at > beat ? beat + OffBeat : at, length * Touch, key));
        }

        for (var at = 0; ChordsEvery is { } every && at < 16; at += every)
        {
            var root = at < 12 ? 0 : 7;
            notes.AddRange(
                ((int[])[root == 0 ? 36 : 43, 55, root == 0 ? 60 : 59, root == 0 ? 64 : 62])
                .Select(key => Note(at, every * Touch, key)));
        }

        return [.. notes.OrderBy(note => note.Onset).ThenBy(note => note.Key)];
    }

    public Subdivision Grid() => Subdivision.Hear(
        [.. Notes().Select(note => Line.PositionOf(note.Onset))], BeatDivision.Straight);

    public Figure Figure() => Antiphon.Agent.Figure.Of(
        Texture.Of(Notes()).Melody, Line, Grid(), new Ladder(CMajor, default));

    public FigureMemory Memory()
    {
        var memory = new FigureMemory();
        memory.Add(Figure());
        return memory;
    }

    /// <summary>What is known a quarter of a second behind its last note.</summary>
    public PhraseOrder Order(IReadOnlyList<HeardNote>? before = null)
    {
        var notes = Notes();
        var heard = new double[12];
        foreach (var note in notes)
        {
            heard[note.Key % 12] += note.Seconds;
        }

        var most = heard.Max();
        var now = notes.Max(note => note.End).PlusSeconds(0.25);
        var texture = Texture.Of(notes);
        return new PhraseOrder(
            now, Line, Grid(), CMajor, Chord([.. Home]), Chord([.. LastChord]), Ahead, texture,
            PlayerLevel.Of([.. before ?? [], .. notes], texture.Melody, now),
            [.. heard.Select(weight => weight / most)],
            Begins + 16 + RoomBeats, Mode, new PhraseRegister(48, 88, 70))
        { Forms = Forms };
    }

    public static List<PhraseNote> Melody(PhrasePlan plan) =>
        [.. plan.Notes.Where(note => note.Voice == PhraseVoice.Melody)];

    public PhrasePlan Answer(ulong seed = 1) =>
        new PhraseComposer().Compose(Order(), Memory(), new(seed))!;

    private HeardNote Note(double at, double length, int key) => new(
        SampleTime.FromSeconds((Begins + at) * BeatSeconds), length * BeatSeconds, key, LevelDb);
}
