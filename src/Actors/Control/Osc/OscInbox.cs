using System.Collections.Immutable;
using System.Net;
using Antiphon.Agent;

namespace Antiphon.Control;

/// <summary>
/// Turns datagrams into commands, each at its time: at once, or when the time tag of its bundle has
/// come. A tag is turned into monotonic time as it arrives, so that the wall clock may jump while a
/// command waits; a tag that has passed, by whatever epoch, means now. Every message is answered
/// at <see cref="AckAddress"/>: whether it was taken, or why not.
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
/// <param name="answer">Sends an answer to whoever sent a message; null to answer nobody.</param>
public sealed class OscInbox(
    TimeProvider time, int maxWaiting, TimeSpan farthest, IControlSink sink,
    Action<string> complain, Action<EndPoint, OscMessage>? answer = null)
{
    /// <summary>
    /// Where a sender hears what became of a message: its address, true or false, and why not. An
    /// answer is never answered.
    /// </summary>
    public const string AckAddress = ControlEntry.OscRoot + "ack";

    private readonly PriorityQueue<Asked, (long Timestamp, long Sequence)> _waiting = new();
    private EndPoint? _sender;

    private long _sequence;

    public OscCounts Counts { get; private set; }

    /// <summary>When the next command is due, as a timestamp; null when none waits.</summary>
    public long? NextDue =>
        _waiting.TryPeek(out _, out var due) ? due.Timestamp : null;

    /// <summary>Takes a datagram in; commands that are due at once are given at once.</summary>
    /// <param name="sender">Who hears what became of it; null for nobody.</param>
    public void Receive(ReadOnlySpan<byte> datagram, EndPoint? sender = null)
    {
        _sender = sender;
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
        while (_waiting.TryPeek(out var asked, out var due) && due.Timestamp <= now)
        {
            _waiting.Dequeue();
            Give(asked);
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
        var now = time.GetUtcNow();
        var ahead = bundle.Time.After(now);
        if (ahead <= TimeSpan.Zero || (ahead > farthest && bundle.Time.IsPast(now)))
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
            var why = ahead > farthest
                ? $"a bundle lies {ahead.TotalSeconds:0} s ahead"
                : $"more than {maxWaiting} commands wait";
            Refuse(why);
            foreach (var message in bundle.Packets.OfType<OscMessage>())
            {
                Acknowledge(message.Address, _sender, why);
            }

            return;
        }

        var due = time.GetTimestamp() + (long)(ahead.TotalSeconds * time.TimestampFrequency);
        foreach (var asked in own)
        {
            _waiting.Enqueue(asked, (due, _sequence++));
        }

        foreach (var inner in bundle.Packets.OfType<OscBundle>())
        {
            Take(inner);
        }
    }

    private List<Asked> CommandsOf(OscMessage message)
    {
        var commands = new List<Asked>();
        if (message.Address == AckAddress)
        {
            return commands;
        }

        var meant = ControlTable.Entries
            .Where(entry => OscPattern.Matches(message.Address, entry.OscAddress)).ToList();
        if (meant.Count == 0)
        {
            RefuseTo(message.Address, _sender, $"nothing has the address {message.Address}");
        }

        foreach (var entry in meant)
        {
            string? refusal =
                $"{message.Address} takes one value of type i, f, s, T, F, h or d, or none";
            if (ValueOf(message) is { } value && entry.Make(value, out refusal) is { } command)
            {
                commands.Add(new Asked(command, entry.OscAddress, _sender));
            }

            if (refusal is not null)
            {
                RefuseTo(entry.OscAddress, _sender, refusal);
            }
        }

        return commands;
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

    private void Give(Asked asked)
    {
        if (sink.Take(asked.Command) is { } refusal)
        {
            RefuseTo(asked.Address, asked.Sender, refusal);
        }
        else
        {
            Counts = Counts with { Taken = Counts.Taken + 1 };
            Acknowledge(asked.Address, asked.Sender, refusal: null);
        }
    }

    private void RefuseTo(string address, EndPoint? sender, string why)
    {
        Refuse(why);
        Acknowledge(address, sender, why);
    }

    private void Refuse(string why)
    {
        Counts = Counts with { Refused = Counts.Refused + 1 };
        complain($"OSC message ignored: {why}");
    }

    private void Acknowledge(string address, EndPoint? sender, string? refusal)
    {
        if (sender is not null)
        {
            answer?.Invoke(sender, new OscMessage(
                AckAddress, new OscString(address), new OscBool(refusal is null),
                new OscString(refusal ?? "")));
        }
    }

    /// <summary>A command, the address it was asked for at, and who asked.</summary>
    private sealed record Asked(ControlCommand Command, string Address, EndPoint? Sender);
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
