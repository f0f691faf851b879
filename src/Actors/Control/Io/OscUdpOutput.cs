using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Antiphon.Time;

namespace Antiphon.Control.Io;

/// <summary>
/// Sends OSC packets by UDP from a task of its own. Who posts never waits: what is more than the
/// rate allows, or finds <see cref="Waiting"/> packets waiting, is left out and counted. Where the
/// network takes none, they are left out, and one is tried again now and then.
/// </summary>
public sealed class OscUdpOutput : IAsyncDisposable
{
    /// <summary>Packets that may wait to be sent.</summary>
    public const int Waiting = 64;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ExtraHealth _health;
    private readonly Func<AddressFamily, Socket> _open;
    private readonly Backoff _backoff = new(ShortestWait, LongestWait);
    private readonly RateBound _rate;
    private readonly IPEndPoint _to;
    private readonly Channel<OscPacket> _packets = Channel.CreateBounded<OscPacket>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly Task _sending;
    private Socket? _socket;
    private (long At, TimeSpan Wait)? _failed;
    private long _leftOut;

    /// <param name="health">Told that packets are not sent, and that they are.</param>
    public OscUdpOutput(ControlOptions options, TimeProvider time, ExtraHealth health)
        : this(options, time, health, Open)
    {
    }

    /// <param name="open">Opens a socket, or throws <see cref="SocketException"/>.</param>
    internal OscUdpOutput(
        ControlOptions options, TimeProvider time, ExtraHealth health,
        Func<AddressFamily, Socket> open)
    {
        (_time, _health, _open) = (time, health, open);
        _to = new IPEndPoint(
            IPAddress.Parse(options.OscOutputAddress), options.OscOutputPort);
        _rate = new RateBound(time, options.OscPacketsPerSecond);
        _sending = Send();
    }

    /// <summary>Packets that were not sent.</summary>
    public long LeftOut => Interlocked.Read(ref _leftOut);

    /// <summary>Has a packet sent, soon or not at all; from any thread.</summary>
    public void Post(OscPacket packet)
    {
        lock (_lock)
        {
            if (_rate.TryPass() && _packets.Writer.TryWrite(packet))
            {
                return;
            }
        }

        Interlocked.Increment(ref _leftOut);
    }

    public async ValueTask DisposeAsync()
    {
        _packets.Writer.TryComplete();
        await _sending.ConfigureAwait(false);
        _socket?.Dispose();
    }

    private async Task Send()
    {
        await foreach (var packet in _packets.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (_failed is { } last && _time.GetElapsedTime(last.At) < last.Wait)
            {
                Interlocked.Increment(ref _leftOut);
                continue;
            }

            try
            {
                _socket ??= _open(_to.AddressFamily);
                await _socket.SendToAsync(OscWriter.Write(packet), _to).ConfigureAwait(false);
                _health.Works();
            }
            catch (SocketException fault)
            {
                Interlocked.Increment(ref _leftOut);
                Fail(fault);
            }
        }
    }

    private static Socket Open(AddressFamily family) =>
        new(family, SocketType.Dgram, ProtocolType.Udp)
        {
            EnableBroadcast = family == AddressFamily.InterNetwork,
        };

    private void Fail(SocketException fault)
    {
        _socket?.Dispose();
        _socket = null;
        if (_failed is { } last && _time.GetElapsedTime(last.At) > 2 * LongestWait)
        {
            _backoff.Reset();
        }

        _failed = (_time.GetTimestamp(), _backoff.Wait);
        _backoff.Lengthen();
        _health.Failed(
            $"OSC cannot be sent to {_to}: {fault.Message}; look at the network and at "
            + "control.oscOutputAddress");
    }
}
