using Antiphon.Midi;
using Antiphon.Midi.Io;

namespace Antiphon.Host.Output;

/// <summary>Which MIDI ports there are, and how notes would be timed.</summary>
/// <param name="Kinds">The ports of each kind.</param>
/// <param name="Wait">How the deadline thread waits for a note's moment.</param>
/// <param name="Rank">How it would be scheduled.</param>
/// <param name="PriorityAsked">Real-time priority that it would ask for; 0 for none.</param>
/// <param name="PriorityGot">Real-time priority that it would get; 0 for none.</param>
internal sealed record MidiPortTable(
    IReadOnlyList<MidiPortListing> Kinds,
    string Wait,
    string Rank,
    int PriorityAsked,
    int PriorityGot)
{
    /// <summary>Looks at the machine.</summary>
    public static MidiPortTable Read(MidiOptions options)
    {
        var rank = ThreadRank.Probe(options.RealTimePriority);
        return new(
            MidiPorts.List(TimeProvider.System), ExactWait.Means, rank.Text, rank.Asked, rank.Got);
    }

    public void Print(Terminal terminal)
    {
        Print(terminal, "MIDI outputs", "file:PATH   null:", kind => kind.Outputs);
        Print(terminal, "MIDI inputs", "", kind => kind.Inputs);
        terminal.Line($"MIDI timing: {Wait}; {Rank}");
    }

    private void Print(
        Terminal terminal,
        string title,
        string always,
        Func<MidiPortListing, IReadOnlyList<string>> ports)
    {
        terminal.Line($"{title}: {always}");
        foreach (var kind in Kinds)
        {
            foreach (var port in ports(kind))
            {
                terminal.Line($"  {TextTable.Whole(port)}");
            }

            if (ports(kind).Count == 0)
            {
                terminal.Line($"  {kind.Missing ?? $"{kind.Scheme}: no port at the moment"}");
            }
        }
    }
}
