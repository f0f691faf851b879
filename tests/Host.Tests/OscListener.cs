using System.Net.Sockets;
using Antiphon.Control;
using Antiphon.Tests.Control;

namespace Antiphon.Host.Tests;

/// <summary>Where the rig's OSC arrives: how a test knows that a note sounds just now.</summary>
internal sealed class OscListener : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly UdpClient _socket = OscSockets.OnLoopback();
    private readonly CancellationTokenSource _patience = new(Patience);

    public int Port => OscSockets.PortOf(_socket);

    /// <summary>Listens until a note begins to sound, or the rig has ended without one.</summary>
    /// <returns>False when it ended.</returns>
    public async Task<bool> HearsANote(Task ended)
    {
        while (true)
        {
            var receiving = _socket.ReceiveAsync(_patience.Token).AsTask();
            if (await Task.WhenAny(receiving, ended) == ended)
            {
                return false;
            }

            var packet = OscReader.Read((await receiving).Buffer);
            if (packet is OscMessage { Address: "/antiphon/out/note" })
            {
                return true;
            }
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _patience.Dispose();
    }
}
