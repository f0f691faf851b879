using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Makes of what was heard what an answer is composed of: the beat as a line, the lines of the
/// call, its key and chord, the player's level, and how much room there is.
/// </summary>
/// <remarks>Not thread-safe. Bounded by what <see cref="HeardMusic"/> keeps.</remarks>
internal sealed class PhraseListener(LiveOptions settings, HeardMusic music, FigureMemory figures)
{
    private const double LeastSure = 0.3;
    private const double FreeBeatSeconds = 0.5;
    private const double GridSeconds = 20;
    private const double RecentSeconds = 4;
    private const double EarlySeconds = 0.05;
    private const double BackSeconds = 0.1;
    private const double Upbeat = 0.5;
    private const int SectionBars = 4;
    private const double LeastDensity = 0.5;
    private const int LeastNotes = 3;
    private const double LongSeconds = 3;

    private readonly BeatLine _line = new();
    private readonly HomeChord _home = new();
    private readonly PlayerReturns _returns = new();
    private List<HeardNote> _call = [];
    private (SampleTime From, double BeatSeconds)? _pause;
    private SampleTime _tick;

    /// <summary>Whether it is known where beats fall.</summary>
    public bool HasBeat => _line.Now is not null;

    private MusicNow Now => music.Tracked.Now;

    /// <summary>It is a tick later.</summary>
    public void Tick(SampleTime tick)
    {
        _line.Hear(Now.Beat is { Sureness: >= LeastSure } beat ? beat : null, tick);
        if (Now.Chord is { } chord && music.Sounds)
        {
            _home.Hear(chord, Math.Max(0, tick.SecondsSince(_tick)));
        }

        _tick = tick;
        if (_pause is var (from, beatSeconds)
            && music.LastOnset is { } onset && onset > from.PlusSeconds(BackSeconds))
        {
            _returns.Add(onset.SecondsSince(from) / beatSeconds);
            _pause = null;
        }
    }

    /// <summary>
    /// What an answer is to be made of; null without a key, or where too little was heard as notes:
    /// a long call of few notes, as of drums, is answered with figures of before.
    /// </summary>
    /// <param name="lastKey">Where the melody left off; null before its first note.</param>
    public PhraseOrder? Answer(Cue cue, int? lastKey)
    {
        var isNew = cue.Kind != CueKind.Leads;
        var notes = isNew
            ? music.Since(cue.Call.Start.PlusSeconds(-EarlySeconds), cue.Tick)
            : _call;
        var isFigure = notes.Count >= LeastNotes;
        if (!isFigure && (figures.Player.Count == 0 || cue.Call.Seconds < LongSeconds))
        {
            return null;
        }

        var end = isFigure ? notes.Max(note => note.End) : cue.Call.End;
        if (music.Tracked.At(end).Key is not { } key)
        {
            return null;
        }

        _call = notes;
        var line = HasBeat
            ? _line
            : BeatLine.Free(isFigure ? notes[0].Onset : cue.Call.Start, FreeBeatSeconds);
        var (texture, grid) = (Texture.Of(notes), Grid(cue.Tick));
        if (isNew && isFigure)
        {
            figures.Add(Figure.Of(texture.Melody, line, grid, new Ladder(key, default)));
        }

        var heard = HeardTones.Of(notes);
        var known = music.Tracked.At(end).Chord;
        var chord = HeardTones.ChordOf(known, heard);
        var (manner, mode) =
            (ModeTraits.Of(cue.Mode), settings.Agent.Modes.Of(cue.Mode));
        // A figure is known again only nearly whole: it is thinned half as readily as a line.
        var density = cue.Bearing.Density * Math.Clamp(
            2 * mode.Density * manner.DensityAgainst(cue.Call), LeastDensity, 1);
        var order = new PhraseOrder(
            cue.Tick, line, grid, key, _home.In(key, chord), chord, HasBeat ? Ahead(end) : [],
            texture,
            PlayerLevel.Of(music.Since(SampleTime.Zero, cue.Tick), texture.Melody, cue.Tick),
            heard, RoomEnd(cue, line, end), cue.Mode,
            Register(cue, texture) with { LastKey = lastKey })
        {
            Weights = LineWeights.Over(known?.Sureness ?? 0),
            Density = Math.Clamp(density, 0.2, 1),
            PlaysMuch = Turning.PlaysMuch(cue.Call),
            Taste = settings.Agent.Navigation,
            EarliestSeconds = SampleTime.Max(
                cue.Free, cue.Tick.PlusSeconds(settings.Agent.EarliestEntranceMs / 1000))
                .SecondsSince(cue.Tick),
        };
        _pause = isNew ? (end, line.Seconds) : _pause;
        return order;
    }

    /// <summary>The player was back at once, time and again.</summary>
    public bool Breathes => _returns.Breathes;

    /// <summary>
    /// Whether four bars, or eight… have passed since the player began, and the next ones have
    /// begun; always without a beat.
    /// </summary>
    public bool IsSectionOver(SampleTime tick, SampleTime began)
    {
        if (!HasBeat)
        {
            return true;
        }

        var bars = (_line.PositionOf(tick) - _line.BarOf(_line.PositionOf(began) + Upbeat))
            / _line.BarBeats;
        return bars % SectionBars < 1;
    }

    /// <summary>What playing along is to be made of; null without a beat or a chord.</summary>
    public AlongOrder? Along(Cue cue, AlongWay way, SampleTime tick)
    {
        if (!HasBeat || Now.Chord is not { } chord)
        {
            return null;
        }

        var recent = music.Since(tick.PlusSeconds(-RecentSeconds), tick);
        var texture = Texture.Of(recent);
        var ahead = Ahead(tick);
        if (ahead.Count == 0 && music.Tracked.Expected is { } next && next.At > tick)
        {
            ahead = [new(Math.Round(_line.PositionOf(next.At)), ChordTones.Of(next.Chord))];
        }

        return new AlongOrder(
            tick, _line, Grid(tick), ChordTones.Of(chord), ahead, recent, texture,
            PlayerLevel.Of(music.Since(SampleTime.Zero, tick), texture.Melody, tick), way,
            Register(cue, texture))
        {
            ChordSureness = chord.Sureness,
            Density = Math.Clamp(cue.Bearing.Density, 0.2, 1),
        };
    }

    // What the chart has, on beats and their halves.
    private List<ChordSpan> Ahead(SampleTime from) =>
    [
        .. music.Tracked.Ahead(from).Select(next => new ChordSpan(
            Math.Round(2 * _line.PositionOf(next.At)) / 2, ChordTones.Of(next.Chord))),
    ];

    private Subdivision Grid(SampleTime tick) => _line.Now is { } beat
        ? Subdivision.Hear(
            [
                .. music.Since(tick.PlusSeconds(-GridSeconds), tick).Select(note => note.Onset)
                    .Concat(music.StrokesSince(tick.PlusSeconds(-GridSeconds)))
                    .Select(_line.PositionOf),
            ],
            beat.Division)
        : Subdivision.Free;

    // The player is usually back by then, no answer is too long, and all ends with the input.
    private double RoomEnd(Cue cue, BeatLine line, SampleTime end)
    {
        var longest = settings.Agent.LongestReplySeconds * cue.Bearing.Length;
        var latest = cue.Tick.PlusSeconds(longest);
        if (cue.Deadline is { } deadline)
        {
            latest = SampleTime.Min(latest, deadline);
        }

        var usual = cue.Kind == CueKind.Leads
            ? line.PositionOf(cue.Tick) + 2 * line.BarBeats
            : line.PositionOf(end) + _returns.Usual(2 * line.BarBeats);
        return Math.Round(Math.Min(usual, line.PositionOf(latest)));
    }

    private PhraseRegister Register(Cue cue, Texture texture)
    {
        var voice = settings.Agent.Melody;
        var middle = (voice.LowestKey + voice.HighestKey) / 2.0;
        var key = Pitch.Median([.. texture.Melody.Select(note => (double)note.Key)], middle);
        var centre = Composer.Centre(
            voice, settings.Agent.Modes.Of(cue.Mode), ModeTraits.Of(cue.Mode),
            cue with { Call = cue.Call with { Key = key } });
        return new PhraseRegister(voice.LowestKey, voice.HighestKey, centre);
    }
}
