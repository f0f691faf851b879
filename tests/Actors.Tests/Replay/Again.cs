using Antiphon.Agent;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Replay;
using Antiphon.Session;

namespace Antiphon.Tests.Replay;

/// <summary>A journal replayed: what is decided, and the reply.</summary>
internal sealed class Again
{
    private Again(string? fault) => Fault = fault;

    public string? Fault { get; }

    /// <summary>Each decision with its notes, as it is written down; what is withdrawn.</summary>
    public required IReadOnlyList<string> Decided { get; init; }

    public required IReadOnlyList<TakenDecision> Taken { get; init; }

    public required byte[] Reply { get; init; }

    /// <summary>What answers say, as text that compares.</summary>
    public static IReadOnlyList<string> TextOf(IEnumerable<AgentDecided> answers) =>
    [
        .. answers.SelectMany(answer => answer.Decisions
            .Select(one => SessionLine.Of(TakenDecision.Of(one, answer.Notes)))
            .Concat(answer.Withdrawn.Select(id => $"withdrawn {id.Value}"))
            .Concat(answer.Programs.Select(program => program.ToString()))),
    ];

    /// <param name="path">Where the reply is written.</param>
    public static Again From(
        MindStart start, IEnumerable<JournalEntry> journal, TransportClock clock, string path)
    {
        var mind = new ReplayedMind(start);
        List<AgentDecided> answers = [];
        using (var output = new FileMidiOutput(path, new MidiOptions()))
        {
            var transport = new MidiTransport(output, new MidiOptions(), clock, _ => { });
            var hands = new ReplayedTransport(transport);
            foreach (var entry in journal)
            {
                if (entry is TransportMoved moved)
                {
                    hands.Do(moved.Move);
                }
                else if (mind.Take(entry) is { } decided)
                {
                    hands.Take(decided);
                    answers.Add(decided);
                }
            }
        }

        return new Again(mind.Fault)
        {
            Decided = TextOf(answers),
            Taken =
            [
                .. answers.SelectMany(answer => answer.Decisions.Select(
                    one => TakenDecision.Of(one, answer.Notes))),
            ],
            Reply = File.ReadAllBytes(path),
        };
    }
}
