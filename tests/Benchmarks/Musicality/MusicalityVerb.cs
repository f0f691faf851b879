using System.CommandLine;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Measures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>
/// Is it music, and with the player? <c>musicality SET [--sessions N] [--kinds A,B] [--keep FOLDER]
/// [--set section.name=value …]</c>: composes calls whose truth is known, plays them to the rig off
/// line, and measures its replies beside replies that do not listen.
/// </summary>
internal static class MusicalityVerb
{
    public const string Verb = "musicality";

    private const int Sessions = 3;

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        Argument<int> set = new("SET") { Description = "names the music; tune to no single one" };
        Option<int> sessions = new("--sessions")
        {
            Description = "sessions of each call, each of another seed",
            DefaultValueFactory = _ => Sessions,
        };
        Option<string?> kinds = new("--kinds")
        {
            Description = "only calls whose names begin so, with commas between them",
        };
        Option<string?> keep = new("--keep")
        {
            Description = "a folder for the calls, their truth, and the replies",
        };
        Option<string[]> settings = new("--set")
        {
            Description = "a setting of the rig: section.name=value",
            DefaultValueFactory = _ => [],
        };
        sessions.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < 1)
            {
                given.AddError("--sessions wants 1 or more");
            }
        });
        var command = new RootCommand("Measures replies to music whose truth is known.")
        {
            set, sessions, kinds, keep, settings,
        };
        command.SetAction((parsed, _) => Measure(new Asked(
            parsed.GetValue(set),
            parsed.GetValue(sessions),
            parsed.GetValue(kinds)?.Split(','),
            parsed.GetValue(keep),
            ConfigurationLoader.Load(null, parsed.GetValue(settings)!))));
        return await command.Parse(args).InvokeAsync();
    }

    private static async Task Measure(Asked asked)
    {
        await using var setup = await RigSetup.Open(
            asked.Options, new PlaySettings { Input = "memory:", Freewheel = true },
            NullLoggerFactory.Instance, CancellationToken.None);
        await Print(
            setup, asked, "Calls with pauses", CallKind.WithPauses, ReplyMeasures.Names);
        await Print(
            setup, asked, "A player who never pauses", CallKind.WithoutPauses,
            ReplyMeasures.Alongside);
        await Print(
            setup, asked, "Drums, and tempi that change", CallKind.Harder, ReplyMeasures.Names);
    }

    private static async Task Print(
        RigSetup setup, Asked asked, string title, IReadOnlyList<CallKind> kinds,
        IReadOnlyList<(string Name, string Aim)> names)
    {
        List<CallTruth> calls =
            [.. kinds.Where(asked.Wants).Select(kind => CallComposer.Compose(kind, asked.Set))];
        if (calls.Count == 0)
        {
            return;
        }

        List<IReadOnlyList<CallSession>> played = [];
        foreach (var call in calls)
        {
            played.Add(await Play(setup, asked, call));
        }

        Console.WriteLine(FormattableString.Invariant($"{title}: set {asked.Set}, ")
            + FormattableString.Invariant($"{calls.Count} calls, {asked.Sessions} sessions each"));
        Console.WriteLine();
        MusicalityTable.Print(Console.Out, names, Columns(played));
        MusicalityTable.Print(
            Console.Out, HearingMeasures.Names,
            [
                .. played.GroupBy(call => call[0].Call.Kind.IsOneLine).Select(group => Heard(
                    group.Key ? "heard, one line" : "heard, several lines", [.. group])),
            ]);
    }

    private static async Task<IReadOnlyList<CallSession>> Play(
        RigSetup setup, Asked asked, CallTruth call)
    {
        var sound = CallSound.Render(call);
        if (asked.Keep is { } folder)
        {
            Directory.CreateDirectory(folder);
            TruthFile.Write(call, sound, folder);
        }

        List<CallSession> sessions = [];
        for (var seed = 1; seed <= asked.Sessions; seed++)
        {
            sessions.Add(await CallSession.Play(
                setup, asked.Options, call, sound, seed, asked.FolderOf(call, seed)));
        }

        await Console.Error.WriteLineAsync($"{call.Name}: {string.Join(
            ", ", sessions.Select(session => $"{session.Reply.Count} notes"))}");
        return sessions;
    }

    private static MusicalityTable.Column[] Columns(
        List<IReadOnlyList<CallSession>> played)
    {
        MusicalityTable.Column Column(
            string name, Func<CallSession, int, CallChance, IReadOnlyList<Tone>> reply) => new(
                name,
                [
                    .. played.Select((sessions, i) => sessions.Select((session, k) =>
                        ReplyMeasures.Of(
                            reply(session, i, new CallChance((ulong)(1_000 * i + k))), session.Call,
                            [.. played.Where(other => other != sessions).Select(o => o[0].Call)]))
                        .ToList()),
                ]);
        return
        [
            Column("the rig", (session, _, _) => session.Reply),
            Column("shifted in time", (session, _, chance) =>
                Baselines.Shifted(session.Reply, session.Call, chance)),
            Column("random in key", (session, _, chance) =>
                Baselines.InKey(session.Reply, session.Call, chance)),
            Column("reply to another", (session, i, _) => Baselines.Others(
                played[(i + 1) % played.Count][0].Reply, session.Call)),
            Column("shuffled memory", (session, _, _) => session.Forgetful),
            Column("echo that cheats", (session, _, _) => Baselines.Echo(session.Call)),
        ];
    }

    private static MusicalityTable.Column Heard(
        string name, IReadOnlyList<IReadOnlyList<CallSession>> played) => new(
            name,
            [
                .. played.Select(sessions => sessions.Take(1)
                    .Select(session => HearingMeasures.Of(session.Heard, session.Call)).ToList()),
            ]);

    private sealed record Asked(
        int Set, int Sessions, IReadOnlyList<string>? Kinds, string? Keep, RigOptions Options)
    {
        public bool Wants(CallKind kind) => Kinds is null || Kinds.Any(
            name => kind.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase));

        public string? FolderOf(CallTruth call, int seed) => Keep is null
            ? null
            : Directory.CreateDirectory(Path.Combine(
                Keep, "sessions",
                FormattableString.Invariant($"{TruthFile.FileName(call)}_s{seed}"))).FullName;
    }
}
