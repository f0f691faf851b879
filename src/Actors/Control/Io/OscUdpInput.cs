using System.Net;
using System.Net.Sockets;

namespace Antiphon.Control.Io;

/// <summary>Hears OSC commands on a UDP port, and gives each at its time.</summary>
public sealed class OscUdpInput : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly OscInbox _inbox;
    private readonly Socket _socket;
    private readonly ITimer _due;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;

    /// <param name="sink">Takes the commands.</param>
    /// <param name="complain">Told in one line of packets that are ignored.</param>
    /// <exception cref="ControlException">The port cannot be heard on.</exception>
    public OscUdpInput(
        ControlOptions options, TimeProvider time, IControlSink sink, Action<string> complain)
    {
        _time = time;
        _inbox = new OscInbox(
            time, options.OscMaxWaiting, TimeSpan.FromSeconds(options.OscFarthestSeconds), sink,
            complain);
        _socket = Bind(
            new IPEndPoint(IPAddress.Parse(options.OscInputAddress), options.OscInputPort));
        _due = time.CreateTimer(_ => GiveDue(), null, Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        _listening = Listen();
    }

    /// <summary>What came in so far.</summary>
    public OscCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _inbox.Counts;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        await _due.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
        _stop.Dispose();
    }

    private static Socket Bind(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(address);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new ControlException(
                $"OSC cannot be heard on {address}: {fault.Message}; "
                + "choose another control.oscInputPort");
        }
    }

    private async Task Listen()
    {
        // One byte more than is read, so that a datagram which is too long shows.
        var datagram = new byte[OscReader.MaxBytes + 1];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveAsync(datagram, _stop.Token)
                    .ConfigureAwait(false);
                lock (_lock)
                {
                    _inbox.Receive(datagram.AsSpan(0, length));
                    Rearm();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // An answer to a datagram of ours, or a network that went: the port still listens.
            }
        }
    }

    private void GiveDue()
    {
        lock (_lock)
        {
            _inbox.GiveDue();
            Rearm();
        }
    }

    private void Rearm()
    {
        if (_inbox.NextDue is { } due)
        {
            var left = _time.GetElapsedTime(_time.GetTimestamp(), due);
            _due.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
