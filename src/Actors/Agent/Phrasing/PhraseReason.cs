using System.Globalization;

namespace Antiphon.Agent;

/// <summary>Why an answer is as it is: what anybody can recompute from its notes.</summary>
/// <param name="Development">The form, its figure and what the form asked for.</param>
/// <param name="Shift">
/// Degrees by which the whole line was moved; upside down, the sum of a degree and its image.
/// </param>
/// <param name="Kept">Notes that are just what the form asks for, from 0.</param>
/// <param name="Asked">Notes of which the form asked something, from 0.</param>
/// <param name="Goal">How it ends.</param>
/// <param name="Costs">What the line that won cost.</param>
internal sealed record PhraseReason(
    Development Development, int Shift, int Kept, int Asked, PhraseGoal Goal, LineCosts Costs)
{
    private const double FollowsFrom = 0.5;

    /// <summary>Whether the line follows its form closely enough to be named for it.</summary>
    public bool Follows => Asked > 0 && Kept >= FollowsFrom * Asked;

    /// <summary>Whether the form asked for something of which little is left.</summary>
    public bool IsFree => Asked > 0 && !Follows;

    /// <summary>The same reason for another line in the same form.</summary>
    public PhraseReason Of(SearchSpace space, FoundLine found)
    {
        var (kept, asked) = (0, 0);
        for (var i = 0; i < space.Slots.Length; i++)
        {
            asked += space.Slots[i].Want is null ? 0 : 1;
            kept += space.Slots[i].Want == found.Degrees[i] ? 1 : 0;
        }

        return this with { Kept = kept, Asked = asked, Costs = found.Costs };
    }

    /// <summary>For a person: "your figure of 0:34, inverted; full close on degree 1".</summary>
    public string Words
    {
        get
        {
            var figure = Development.Figure;
            var source = figure.Owner switch
            {
                FigureOwner.Own => $"my figure of {At}",
                FigureOwner.Corpus => $"a figure of '{figure.Recording}' at {At}",
                _ => $"your figure of {At}",
            };
            var what = Development.Form == PhraseForm.Contrast ? $"against {source}"
                : Follows ? $"{source}, {Made}"
                : $"freely after {source}";
            return $"{what}; {End}; {Cost}";
        }
    }

    private string At
    {
        get
        {
            var seconds = (int)Development.Figure.From.Seconds;
            return string.Create(
                CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");
        }
    }

    private string Made => Development.Form switch
    {
        PhraseForm.Sequence => "in sequence",
        PhraseForm.NewEnding => "with a new ending",
        PhraseForm.Invert => "inverted",
        PhraseForm.Augment => "at half the speed",
        PhraseForm.Fragment => "a fragment of it",
        _ => Shift % Ladder.Steps == 0 ? "repeated" : "repeated elsewhere",
    };

    private string End
    {
        get
        {
            var close = Goal.Close switch
            {
                PhraseClose.Half => "half close",
                PhraseClose.Full => "full close",
                PhraseClose.Rest => "comes to rest",
                _ => "ends",
            };
            return string.Create(
                CultureInfo.InvariantCulture, $"{close} on degree {Goal.Step + 1}");
        }
    }

    private string Cost
    {
        get
        {
            (string Name, double Value)[] costs =
            [
                ("harmony", Costs.Harmony), ("form", Costs.Form), ("motion", Costs.Motion),
                ("strange tones", Costs.Strangeness), ("clash", Costs.Clash),
                ("range", Costs.Range),
            ];
            return "costs " + string.Join(", ", costs
                .Where(cost => cost.Value >= 0.05)
                .OrderByDescending(cost => cost.Value)
                .Select(cost => string.Create(
                    CultureInfo.InvariantCulture, $"{cost.Name} {cost.Value:0.0}")));
        }
    }
}
