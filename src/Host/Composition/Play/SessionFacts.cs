using Antiphon.Host.Configuration;
using Antiphon.Session;

namespace Antiphon.Host.Composition;

/// <summary>What the report says a session was played with.</summary>
internal static class SessionFacts
{
    /// <param name="start">What it began with; it may have been played long ago.</param>
    public static ReportFacts Of(SessionStart start) => new()
    {
        Began = start.Began,
        PlayedWith = PlayedWith(start),
        Settings = Changed(start.Options),
        Pieces = start.Setlist?.Pieces ?? [],
        AgainAfterSeconds = start.Setlist?.AgainAfterSeconds,
    };

    private static List<NamedFact> PlayedWith(SessionStart start)
    {
        List<NamedFact> facts =
        [
            new("input", start.Input.Address),
            new(
                "output",
                start.Outputs.Count == 0 ? "reply.mid alone" : string.Join(", ", start.Outputs)),
            new("vocabulary", start.Vocabulary.Path),
        ];
        if (start.Corpora.Count > 0)
        {
            facts.Add(new(
                "remembered from the start",
                string.Join(", ", start.Corpora.Select(corpus => corpus.Path))));
        }

        if (start.Keyboard is { } keyboard)
        {
            facts.Add(new("keyboard", keyboard));
        }

        if (start.Setlist is { } setlist)
        {
            facts.Add(new("setlist", setlist.Path));
        }

        if (start.Chart is { } chart)
        {
            facts.Add(new("chart", chart.Path));
        }

        return facts;
    }

    private static List<ChangedSetting> Changed(RigOptions options) =>
    [
        .. SettingsInForce.Of(options, new Dictionary<string, GivenSetting>()).Rows
            .Select(row => new ChangedSetting(
                row.Name, ConfigurationText.Shown(row.Value), ConfigurationText.Shown(row.Default)))
            .Where(row => row.Value != row.Default),
    ];
}
