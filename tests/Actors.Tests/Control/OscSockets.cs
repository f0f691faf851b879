using System.Net;
using System.Net.Sockets;
using Antiphon.Control;

namespace Antiphon.Tests.Control;

/// <summary>UDP ports on loopback, as the tests of OSC need them.</summary>
internal static class OscSockets
{
    /// <summary>The health of what is not asked for it.</summary>
    public static ExtraHealth Unwatched => new(TimeProvider.System, _ => { }, _ => { });

    /// <summary>Takes a port that nobody has.</summary>
    public static UdpClient OnLoopback() => new(new IPEndPoint(IPAddress.Loopback, 0));

    public static int PortOf(UdpClient client) => ((IPEndPoint)client.Client.LocalEndPoint!).Port;

    /// <summary>A port that nobody had just now.</summary>
    public static int FreePort()
    {
        using var probe = OnLoopback();
        return PortOf(probe);
    }
}
