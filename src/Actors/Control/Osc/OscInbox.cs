using System.Collections.Immutable;
using Antiphon.Agent;

namespace Antiphon.Control;

/// <summary>
/// Turns datagrams into commands, each at its time: at once, or when the time tag of its bundle has
/// come. A tag is turned into monotonic time as it arrives, so that the wall clock may jump while a
/// command waits; a tag that has passed means now.
/// </summary>
/// <remarks>
/// Not thread-safe. Bound: <paramref name="maxWaiting"/> commands wait; what comes when it is full,
/// or for a time further ahead than <paramref name="farthest"/>, is refused and counted. The
/// commands of one bundle wait together or not at all.
/// </remarks>
/// <param name="time">Both clocks.</param>
/// <param name="maxWaiting">Commands that may wait, from 1.</param>
/// <param name="farthest">How far ahead a bundle may lie.</param>
/// <param name="sink">Takes the commands when they are due.</param>
/// <param name="complain">Told in one line of everything that is refused.</param>
public sealed class OscInbox(
    TimeProvider time, int maxWaiting, TimeSpan farthest, IControlSink sink,
    Action<string> complain)
{
    private readonly PriorityQueue<ControlCommand, (long Timestamp, long Sequence)> _waiting =
        new();

    private long _sequence;

    public OscCounts Counts { get; private set; }

    /// <summary>When the next command is due, as a timestamp; null when none waits.</summary>
    public long? NextDue =>
        _waiting.TryPeek(out _, out var due) ? due.Timestamp : null;

    /// <summary>Takes a datagram in; commands that are due at once are given at once.</summary>
    public void Receive(ReadOnlySpan<byte> datagram)
    {
        Counts = Counts with { Packets = Counts.Packets + 1 };
        try
        {
            Take(OscReader.Read(datagram));
        }
        catch (OscException fault)
        {
            Counts = Counts with { Malformed = Counts.Malformed + 1 };
            complain($"OSC packet ignored: {fault.Message}");
        }
    }

    /// <summary>Gives every command whose time has come.</summary>
    public void GiveDue()
    {
        var now = time.GetTimestamp();
        while (_waiting.TryPeek(out var command, out var due) && due.Timestamp <= now)
        {
            _waiting.Dequeue();
            Give(command);
        }
    }

    private void Take(OscPacket packet)
    {
        switch (packet)
        {
            case OscMessage message:
                foreach (var command in CommandsOf(message))
                {
                    Give(command);
                }

                break;
            case OscBundle bundle:
                Take(bundle);
                break;
        }
    }

    private void Take(OscBundle bundle)
    {
        var ahead = bundle.Time.IsImmediate
            ? TimeSpan.Zero
            : bundle.Time.After(time.GetUtcNow());
        if (ahead <= TimeSpan.Zero)
        {
            foreach (var inner in bundle.Packets)
            {
                Take(inner);
            }

            return;
        }

        // What stands in a bundle and has a later time of its own waits for that.
        var own = bundle.Packets.OfType<OscMessage>().SelectMany(CommandsOf).ToImmutableArray();
        if (ahead > farthest || _waiting.Count + own.Length > maxWaiting)
        {
            Refuse(ahead > farthest
                ? $"a bundle lies {ahead.TotalSeconds:0} s ahead"
                : $"more than {maxWaiting} commands wait");
            return;
        }

        var due = time.GetTimestamp() + (long)(ahead.TotalSeconds * time.TimestampFrequency);
        foreach (var command in own)
        {
            _waiting.Enqueue(command, (due, _sequence++));
        }

        foreach (var inner in bundle.Packets.OfType<OscBundle>())
        {
            Take(inner);
        }
    }

    private List<ControlCommand> CommandsOf(OscMessage message)
    {
        var commands = new List<ControlCommand>();
        var meant = ControlTable.Entries
            .Where(entry => OscPattern.Matches(message.Address, entry.OscAddress)).ToList();
        if (meant.Count == 0)
        {
            Refuse($"nothing has the address {message.Address}");
        }

        foreach (var entry in meant)
        {
            var refusal = ValueOf(message) is { } value
                ? Add(commands, entry, value)
                : $"{message.Address} takes one value of type i, f, s, T, F, h or d, or none";
            if (refusal is not null)
            {
                Refuse(refusal);
            }
        }

        return commands;
    }

    private static string? Add(
        List<ControlCommand> commands, ControlEntry entry, ControlValue value)
    {
        if (entry.Make(value, out var refusal) is { } command)
        {
            commands.Add(command);
        }

        return refusal;
    }

    private static ControlValue? ValueOf(OscMessage message) => message.Arguments switch
    {
        [] or [OscNil] => ControlValue.None,
        [OscInt whole] => ControlValue.Of(whole.Value),
        [OscLong whole] => ControlValue.Of(whole.Value),
        [OscFloat number] => ControlValue.Of(number.Value),
        [OscDouble number] => ControlValue.Of(number.Value),
        [OscBool on] => ControlValue.Of(on.Value),
        [OscString text] => ControlValue.Of(text.Value),
        _ => null,
    };

    private void Give(ControlCommand command)
    {
        if (sink.Take(command) is { } refusal)
        {
            Refuse(refusal);
        }
        else
        {
            Counts = Counts with { Taken = Counts.Taken + 1 };
        }
    }

    private void Refuse(string why)
    {
        Counts = Counts with { Refused = Counts.Refused + 1 };
        complain($"OSC message ignored: {why}");
    }
}

/// <summary>What came in by OSC, in numbers.</summary>
/// <param name="Packets">Datagrams.</param>
/// <param name="Malformed">Datagrams that were no OSC.</param>
/// <param name="Refused">
/// Messages to no known address or with a value that does not fit, and commands that could not wait
/// for their time or were refused by the rig.
/// </param>
/// <param name="Taken">Commands that were taken.</param>
public readonly record struct OscCounts(long Packets, long Malformed, long Refused, long Taken);
