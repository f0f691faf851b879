using System.CommandLine;
using System.Globalization;
using Antiphon.Host.Composition;
using Antiphon.Host.Output;
using Antiphon.Host.Service;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon replay</c>: the same session again, note for note, from what it left.
/// </summary>
internal static class ReplayCommand
{
    public static Command Build()
    {
        var command = new Command("replay", "Play a session again, and say whether it is the same");
        var played = new Argument<string>("SESSION") { Description = "The folder of a session" };
        var folder = new Option<string?>("--session")
        {
            Description = "The folder that the replay is left in",
        };
        var replace = new Option<bool>("--replace")
        {
            Description = "Write over the session that --session holds",
        };
        var audio = new Option<string?>("--from-audio")
        {
            Description = "Hear the sound again, too: input.wav of the session, what it was played "
                + "from, or this recording",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = CommonOptions.Json();
        foreach (var symbol in (Option[])[folder, replace, audio, json])
        {
            command.Add(symbol);
        }

        command.Add(played);
        OutputGuard.On(command).Hears()
            .Reads(played, OutputGuard.FilesIn)
            .Reads(audio, AudioInputs.FilesOf)
            .Writes(folder, OutputGuard.SessionIn);
        command.SetAction(async (parsed, stop) =>
        {
            var terminal = ProgramContext.Of(parsed).TerminalOf(parsed.GetValue(json));
            var settings = new ReplaySettings
            {
                Played = parsed.GetValue(played)!,
                SessionFolder = parsed.GetValue(folder),
                Replace = parsed.GetValue(replace),
                FromAudio = parsed.GetResult(audio) is not null,
                Audio = parsed.GetValue(audio),
            };
            var replayed = await Run(settings, terminal, stop).ConfigureAwait(false);
            Print(terminal, replayed);
            return replayed.IsSame ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<ReplayedSession> Run(
        ReplaySettings settings, Terminal terminal, CancellationToken stop)
    {
        using var signals = new StopSignals(stop);
        try
        {
            return await ReplaySession
                .Run(settings, terminal.Loggers, signals.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (signals.Token.IsCancellationRequested)
        {
            throw new CommandException(
                ExitCode.Done, "stopped before all was replayed; nothing is left of it", e);
        }
    }

    private static void Print(Terminal terminal, ReplayedSession replayed)
    {
        foreach (var difference in replayed.Differences)
        {
            terminal.Line($"not the same: {difference}");
        }

        foreach (var remark in replayed.Remarks)
        {
            terminal.Line(remark);
        }

        if (replayed.IsSame)
        {
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{replayed.Decisions} decisions and {replayed.Notes} notes, all as they were"));
        }

        terminal.Line($"left in {TextTable.Whole(replayed.Folder.FullPath)} (open report.html)");
        terminal.Document(new
        {
            Same = replayed.IsSame,
            replayed.Decisions,
            replayed.Notes,
            replayed.Seconds,
            replayed.Differences,
            replayed.Remarks,
            Session = replayed.Folder.FullPath,
            replayed.Summary,
        });
    }
}
