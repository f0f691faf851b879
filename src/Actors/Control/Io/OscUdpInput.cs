using System.Net;
using System.Net.Sockets;

namespace Antiphon.Control.Io;

/// <summary>
/// Hears OSC commands on a UDP port, gives each at its time, and answers its sender. Where this
/// machine alone is heard, it is by both loopback addresses: "localhost" may mean either.
/// </summary>
public sealed class OscUdpInput : IOscInput
{
    private readonly TaskCompletionSource<string> _failed =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly OscInbox _inbox;
    private readonly IPEndPoint _address;
    private readonly List<Socket> _sockets;
    private readonly RateBound _answers;
    private readonly ITimer _due;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;

    /// <param name="sink">Takes the commands.</param>
    /// <param name="complain">Told in one line of packets that are ignored.</param>
    /// <exception cref="ControlException">The port cannot be heard on.</exception>
    public OscUdpInput(
        ControlOptions options, TimeProvider time, IControlSink sink, Action<string> complain)
        : this(options, time, sink, complain, Bind)
    {
    }

    /// <param name="bind">Opens a socket, or throws <see cref="ControlException"/>.</param>
    internal OscUdpInput(
        ControlOptions options, TimeProvider time, IControlSink sink, Action<string> complain,
        Func<IPEndPoint, Socket> bind)
    {
        _time = time;
        _inbox = new OscInbox(
            time, options.OscMaxWaiting, TimeSpan.FromSeconds(options.OscFarthestSeconds), sink,
            complain, Answer);
        _answers = new RateBound(time, options.OscPacketsPerSecond);
        _address = new IPEndPoint(
            IPAddress.Parse(options.OscInputAddress), options.OscInputPort);
        _sockets = Bind(_address.Address, _address.Port, bind);
        _due = time.CreateTimer(_ => GiveDue(), null, Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        _listening = Task.WhenAll(_sockets.Select(Listen));
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

    /// <inheritdoc/>
    public Task<string> Failed => _failed.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        await _due.DisposeAsync().ConfigureAwait(false);
        _sockets.ForEach(socket => socket.Dispose());
        _stop.Dispose();
    }

    private static List<Socket> Bind(
        IPAddress address, int port, Func<IPEndPoint, Socket> bind)
    {
        List<Socket> sockets = [bind(new IPEndPoint(address, port))];
        try
        {
            if (Twin(address) is { } twin && Socket.OSSupportsIPv6)
            {
                sockets.Add(bind(new IPEndPoint(twin, port)));
            }

            return sockets;
        }
        catch (ControlException e) when (e.InnerException is SocketException
        {
            SocketErrorCode: SocketError.AddressNotAvailable
                or SocketError.AddressFamilyNotSupported,
        })
        {
            // A machine without IPv6 has one loopback address, and it is heard.
            return sockets;
        }
        catch
        {
            sockets[0].Dispose();
            throw;
        }
    }

    private static IPAddress? Twin(IPAddress address) =>
        address.Equals(IPAddress.Loopback) ? IPAddress.IPv6Loopback
        : address.Equals(IPAddress.Any) ? IPAddress.IPv6Any
        : null;

    private static Socket Bind(IPEndPoint address)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            socket.Bind(address);
            return socket;
        }
        catch (SocketException fault)
        {
            socket?.Dispose();
            throw new ControlException(
                $"OSC cannot be heard on {address}: {fault.Message}; "
                + "choose another control.oscInputPort", fault);
        }
    }

    // Who asks more than may be answered hears less; nobody waits for a network.
    private void Answer(EndPoint sender, OscMessage answer)
    {
        if (_answers.TryPass())
        {
            try
            {
                _sockets.Find(socket => socket.AddressFamily == sender.AddressFamily)?
                    .SendTo(OscWriter.Write(answer), SocketFlags.None, sender);
            }
            catch (SocketException)
            {
                // Nobody is there to hear it.
            }
        }
    }

    private async Task Listen(Socket socket)
    {
        EndPoint anyone = new IPEndPoint(
            socket.AddressFamily == AddressFamily.InterNetworkV6
                ? IPAddress.IPv6Any
                : IPAddress.Any,
            0);
        // One byte more than is read, so that a datagram which is too long shows.
        var datagram = new byte[OscReader.MaxBytes + 1];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var heard = await socket.ReceiveFromAsync(datagram, anyone, _stop.Token)
                    .ConfigureAwait(false);
                lock (_lock)
                {
                    _inbox.Receive(
                        datagram.AsSpan(0, heard.ReceivedBytes), heard.RemoteEndPoint);
                    Rearm();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException fault) when (fault.SocketErrorCode
                is SocketError.ConnectionReset or SocketError.ConnectionRefused
                or SocketError.MessageSize)
            {
                // Nobody waits for an answer of ours, or one datagram was too long: each is told
                // once for each datagram, and the port still listens.
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                _failed.TrySetResult(
                    $"OSC is not heard on {_address} any more: {fault.Message}");
                return;
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
