using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Measures;

/// <summary>How soon the agent answers.</summary>
internal static class ReplyDelays
{
    private static readonly SampleTime Never = new(long.MaxValue);

    /// <summary>
    /// For each phrase that was answered, the seconds from the end of its last frame to the first
    /// note of an answer that was decided before the next phrase ended. An agent may know of the
    /// end before the rest is long enough to be one.
    /// </summary>
    /// <param name="phrases">The player's phrases, in order.</param>
    /// <param name="notes">The agent's notes that sounded.</param>
    public static IEnumerable<double> Of(
        IReadOnlyList<HeardPhrase> phrases,
        IEnumerable<Decision> decisions,
        IEnumerable<NotePlanned> notes)
    {
        var entrances = notes.GroupBy(note => note.DecisionId)
            .ToDictionary(played => played.Key, played => played.Min(note => note.Due));
        Decision[] answers =
        [
            .. decisions.Where(decision => decision.Occasion == CueKind.Answers
                && entrances.ContainsKey(decision.Id)),
        ];
        for (var i = 0; i < phrases.Count; i++)
        {
            var next = i + 1 < phrases.Count ? phrases[i + 1].End : Never;
            SampleTime[] first =
            [
                .. answers.Where(answer => answer.Time >= phrases[i].End && answer.Time < next)
                    .Select(answer => entrances[answer.Id]),
            ];
            if (first.Length > 0)
            {
                yield return first.Min().SecondsSince(phrases[i].End);
            }
        }
    }
}
