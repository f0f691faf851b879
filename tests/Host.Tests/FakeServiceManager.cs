using System.Net.Sockets;
using System.Text;

namespace Antiphon.Host.Tests;

/// <summary>The other end of the notify socket, as systemd would hold it.</summary>
internal sealed class FakeServiceManager : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Socket _socket =
        new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private readonly CancellationTokenSource _patience = new(Patience);

    /// <param name="address">A path, or <c>@name</c>.</param>
    public FakeServiceManager(string address)
    {
        Address = address;
        _socket.Bind(new UnixDomainSocketEndPoint(
            address[0] == '@' ? '\0' + address[1..] : address));
    }

    public string Address { get; }

    public async Task<string> Next()
    {
        var bytes = new byte[4_096];
        var length = await _socket.ReceiveAsync(bytes, _patience.Token);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>All messages up to the first that begins so.</summary>
    public async Task<List<string>> Until(string beginning)
    {
        var messages = new List<string> { await Next() };
        while (!messages[^1].StartsWith(beginning, StringComparison.Ordinal))
        {
            messages.Add(await Next());
        }

        return messages;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _patience.Dispose();
    }
}
