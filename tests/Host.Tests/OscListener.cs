using System.Net;
using System.Net.Sockets;
using Antiphon.Control.Osc;

namespace Antiphon.Host.Tests;

/// <summary>Where the rig's OSC arrives: how a test knows that a note sounds just now.</summary>
internal sealed class OscListener : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _patience = new(Patience);

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    public async Task UntilANoteSounds()
    {
        OscPacket packet;
        do
        {
            packet = OscReader.Read((await _socket.ReceiveAsync(_patience.Token)).Buffer);
        }
        while (packet is not OscMessage { Address: "/antiphon/out/note" });
    }

    public void Dispose()
    {
        _socket.Dispose();
        _patience.Dispose();
    }
}
