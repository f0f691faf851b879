using Antiphon.Measures;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>A reply taken apart for measuring: onsets, melody, phrases, figures.</summary>
internal sealed class ReplyLines
{
    private const double AfterSeconds = 8;
    private const double PhraseGapSeconds = 0.7;

    /// <param name="notes">What was played to a call, in any order.</param>
    /// <param name="call">What was to be answered; what comes 8 s after its end is let go.</param>
    public ReplyLines(IEnumerable<Tone> notes, CallTruth call)
    {
        Notes = [.. notes.Where(note => note.Onset < call.Seconds + AfterSeconds)
            .OrderBy(note => note.Onset).ThenBy(note => note.Seconds).ThenBy(note => note.Key)];
        Groups = Tone.Together(Notes);
        Onsets = [.. Groups.Select(group => group[0].Onset)];
        Melody = Tone.Melody(Notes);
        Phrases = Split(Notes);
        Figures = PlayedFigure.In(Melody);
    }

    /// <summary>In the order of onsets.</summary>
    public IReadOnlyList<Tone> Notes { get; }

    /// <summary>Those that begin together.</summary>
    public IReadOnlyList<IReadOnlyList<Tone>> Groups { get; }

    public IReadOnlyList<double> Onsets { get; }

    public IReadOnlyList<Tone> Melody { get; }

    /// <summary>What lies between rests of 0.7 s.</summary>
    public IReadOnlyList<IReadOnlyList<Tone>> Phrases { get; }

    public IReadOnlyList<PlayedFigure> Figures { get; }

    private static List<IReadOnlyList<Tone>> Split(IReadOnlyList<Tone> notes)
    {
        List<List<Tone>> phrases = [];
        var end = double.NegativeInfinity;
        foreach (var note in notes)
        {
            if (note.Onset - end > PhraseGapSeconds)
            {
                phrases.Add([]);
            }

            phrases[^1].Add(note);
            end = Math.Max(end, note.End);
        }

        return [.. phrases];
    }
}
