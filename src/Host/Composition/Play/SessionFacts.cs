using Antiphon.Control;
using Antiphon.Host.Configuration;
using Antiphon.Session;

namespace Antiphon.Host.Composition;

/// <summary>What the report says a session was played with.</summary>
internal static class SessionFacts
{
    /// <summary>Of a session that is played now.</summary>
    public static ReportFacts Of(
        DateTimeOffset began, RigOptions options, PlaySettings settings) => new()
        {
            Began = began,
            PlayedWith = PlayedWith(
                settings.Input, settings.Outputs, settings.Vocabulary, settings.Corpora,
                settings.MidiInput, settings.Setlist),
            Settings = Changed(options),
            Pieces = settings.Setlist is { } path ? Pieces(PlaySchedule.Load(path)) : [],
            AgainAfterSeconds = settings.Setlist is { } again
                && PlaySchedule.Load(again) is { Then: Setlist.Loops } looped
                    ? looped.Period.Seconds
                    : null,
        };

    /// <summary>Of one that was played, and is made or replayed from what it left.</summary>
    public static ReportFacts Of(SessionStart start) => new()
    {
        Began = start.Began,
        PlayedWith = PlayedWith(
            start.Input.Address, start.Outputs, start.Vocabulary.Path,
            [.. start.Corpora.Select(corpus => corpus.Path)], null, null),
        Settings = Changed(start.Options),
    };

    private static List<NamedFact> PlayedWith(
        string input, IReadOnlyList<string> outputs, string vocabulary,
        IReadOnlyList<string> corpora, string? keyboard, string? setlist)
    {
        List<NamedFact> facts =
        [
            new("input", input),
            new("output", outputs.Count == 0 ? "reply.mid alone" : string.Join(", ", outputs)),
            new("vocabulary", vocabulary),
        ];
        if (corpora.Count > 0)
        {
            facts.Add(new("remembered from the start", string.Join(", ", corpora)));
        }

        if (keyboard is not null)
        {
            facts.Add(new("keyboard", keyboard));
        }

        if (setlist is not null)
        {
            facts.Add(new("setlist", setlist));
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

    private static List<PlayedPiece> Pieces(Setlist setlist)
    {
        List<PlayedPiece> pieces = [];
        var at = 0.0;
        foreach (var piece in setlist.Pieces)
        {
            pieces.Add(new(piece.Name, at, piece.Seconds));
            at += piece.Seconds + piece.PauseSeconds;
        }

        return pieces;
    }
}
