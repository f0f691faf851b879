using System.Net.Sockets;
using System.Text;
using Antiphon.Host.Logging;
using Antiphon.Host.Output;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Antiphon.Host.Service;

/// <summary>
/// Tells a service manager how the process fares: systemd's notify protocol, one datagram a message
/// over the Unix socket that <c>NOTIFY_SOCKET</c> names. Without that variable it is mute.
/// </summary>
/// <remarks>
/// Source: sd_notify(3), systemd 252. Thread-safe. It never waits and never throws once open: a
/// manager that does not listen must not stop the music.
/// </remarks>
internal sealed class NotifySocket : IDisposable
{
    private const string Variable = "NOTIFY_SOCKET";

    private readonly ILogger _log;
    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _to;

    /// <param name="address">
    /// A path, or <c>@name</c> in Linux's abstract space; null for none.
    /// </param>
    /// <exception cref="CommandException">No socket can have this address.</exception>
    /// <param name="loggers">Told when the manager does not listen; null for nobody.</param>
    public NotifySocket(string? address, ILoggerFactory? loggers = null)
    {
        _log = (loggers ?? NullLoggerFactory.Instance).CreateLogger(nameof(NotifySocket));
        if (string.IsNullOrEmpty(address))
        {
            return;
        }

        try
        {
            _to = new UnixDomainSocketEndPoint(
                address[0] == '@' ? '\0' + address[1..] : address);
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
            {
                Blocking = false,
            };
        }
        catch (Exception fault) when (fault is ArgumentException or SocketException)
        {
            throw CommandException.BadUsage(
                $"{Variable} names '{address}', which is no Unix socket: {fault.Message}", fault);
        }
    }

    /// <summary>True when a service manager listens.</summary>
    public bool IsOpen => _socket is not null;

    /// <summary>
    /// The socket that this process was given; the variable is then cleared, so that no child
    /// speaks in its name.
    /// </summary>
    public static NotifySocket FromEnvironment(ILoggerFactory loggers)
    {
        var address = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, null);
        return new NotifySocket(address, loggers);
    }

    /// <summary>Everything is warm: the rig plays.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>One line for <c>systemctl status</c>.</summary>
    public void Status(string line) => Send("STATUS=" + line.ReplaceLineEndings(" "));

    /// <summary>The rig is alive.</summary>
    public void Beat() => Send("WATCHDOG=1");

    /// <summary>The rig is on its way out.</summary>
    public void Stopping() => Send("STOPPING=1");

    public void Dispose() => _socket?.Dispose();

    private void Send(string message)
    {
        try
        {
            _socket?.SendTo(Encoding.UTF8.GetBytes(message), _to!);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Nobody listens there any more, or its queue is full: the next message may arrive.
            _log.LogInformation(
                LogRecord.Told, fault, "the service manager did not take a message");
        }
    }
}
