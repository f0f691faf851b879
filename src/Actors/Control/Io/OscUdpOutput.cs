using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Antiphon.Control.Io;

/// <summary>
/// Sends OSC packets by UDP from a task of its own. Who posts never waits: what is more than the
/// rate allows, or finds <see cref="Waiting"/> packets waiting, is left out and counted.
/// </summary>
public sealed class OscUdpOutput : IAsyncDisposable
{
    /// <summary>Packets that may wait to be sent.</summary>
    public const int Waiting = 64;

    private readonly Lock _lock = new();
    private readonly RateBound _rate;
    private readonly EndPoint _to;
    private readonly Socket _socket;
    private readonly Channel<OscPacket> _packets = Channel.CreateBounded<OscPacket>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly Task _sending;
    private long _leftOut;

    public OscUdpOutput(ControlOptions options, TimeProvider time)
    {
        var address = IPAddress.Parse(options.OscOutputAddress);
        _to = new IPEndPoint(address, options.OscOutputPort);
        _rate = new RateBound(time, options.OscPacketsPerSecond);
        _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            EnableBroadcast = address.AddressFamily == AddressFamily.InterNetwork,
        };
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
        _socket.Dispose();
    }

    private async Task Send()
    {
        await foreach (var packet in _packets.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await _socket.SendToAsync(OscWriter.Write(packet), _to).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // Nobody listens, or the network is gone: the next may get through.
                Interlocked.Increment(ref _leftOut);
            }
        }
    }
}
