using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Antiphon.Host.Commands;

/// <summary>How each command is used, as its <c>--help</c> and its errors show it.</summary>
internal static class CommandExamples
{
    private static readonly string[] Lines =
    [
        "antiphon demo --freewheel",
        "antiphon play --input portaudio: --output jack:Synth",
        "antiphon play --input demo: --freewheel --duration 30s --session duet",
        "antiphon play --setlist concert.json --dry-run",
        "antiphon play --chart config/charts/demo.txt --input demo:band --freewheel",
        "antiphon train one.wav two.wav --out mine.safetensors --corpus mine.corpus",
        "antiphon learn --input portaudio: --out mine.safetensors --seconds 2m",
        "antiphon corpus build one.wav two.wav --out mine.corpus",
        "antiphon corpus list mine.corpus",
        "antiphon corpus merge mine.corpus yours.corpus --out both.corpus",
        "antiphon corpus label mine.corpus --recording one --from 0:12 --to 0:40 --label calm",
        "antiphon replay antiphon-session",
        "antiphon replay antiphon-session --from-audio",
        "antiphon tokens one.wav --out tokens.jsonl",
        "antiphon diagnose one.wav --vocabulary mine.safetensors",
        "antiphon separate one.wav --out stems",
        "antiphon encode one.wav --out features.safetensors",
        "antiphon transcribe one.wav --out one.mid",
        "antiphon models list",
        "antiphon models verify",
        "antiphon models probe spectral",
        "antiphon models spectral --out spectral.onnx",
        "antiphon models ear --out ear.onnx",
        "antiphon models ear-encoder --out keys.onnx",
        "antiphon models import MERT-v1-95M --out mert.onnx",
        "antiphon devices",
        "antiphon rehearse --input portaudio: --output jack:Synth --seconds 30s",
        "antiphon config",
        "antiphon config show --profile stage --set agent.seed=7",
        "antiphon controls",
        "antiphon panic --output jack:Synth",
    ];

    /// <summary>Of a command, or of those within it.</summary>
    /// <returns>As they are typed; none for a command that nobody has given one.</returns>
    public static IReadOnlyList<string> Of(Command command)
    {
        var name = UsageFault.NameOf(command);
        var own = Lines.Where(line => (line + ' ').StartsWith(name + ' ', StringComparison.Ordinal))
            .ToList();
        return own.Count > 0 && command.Parents.Any() ? own : [.. own.Take(3)];
    }

    /// <summary>Has every <c>--help</c> of a tree end with examples.</summary>
    /// <param name="width">In how many columns it is read.</param>
    public static void ShowIn(RootCommand root, Func<ParseResult, int> width)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpThenExamples((HelpAction)help.Action!, width);
    }

    // As it may be typed in several lines, each of whole flags.
    private static IEnumerable<string> Folded(string line, int width)
    {
        var flags = line.Split(" --");
        var text = $"  {flags[0]}";
        for (var i = 1; i < flags.Length; i++)
        {
            // All but the last leave room for the sign that another line follows.
            var longer = $"{text} --{flags[i]}";
            if (longer.Length > width - (i < flags.Length - 1 ? 2 : 0))
            {
                yield return text + " \\";
                longer = $"      --{flags[i]}";
            }

            text = longer;
        }

        yield return text;
    }

    private sealed class HelpThenExamples(HelpAction help, Func<ParseResult, int> width)
        : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parsed)
        {
            var columns = width(parsed);
            help.MaxWidth = columns;
            var exit = help.Invoke(parsed);
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in Of(parsed.CommandResult.Command)
                .SelectMany(line => Folded(line, columns)))
            {
                output.WriteLine(line);
            }

            output.WriteLine();
            return exit;
        }
    }
}
