using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Antiphon.Control;
using Antiphon.Control.Io;
using Xunit;

namespace Antiphon.Tests.Control;

/// <summary>Sockets that fail: told once, tried again with longer and longer waits.</summary>
public sealed class OscFailureTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _patience = new(Patience);
    private readonly ManualTimeProvider _time = new();
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();
    private readonly ExtraHealth _health;

    public OscFailureTests() => _health = new ExtraHealth(
        _time,
        why => _told.Writer.TryWrite(why),
        away => _told.Writer.TryWrite(
            string.Create(CultureInfo.InvariantCulture, $"back after {away:0}")));

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task A_port_that_is_taken_is_told_once_and_heard_when_it_is_free()
    {
        var taken = OscSockets.OnLoopback();
        var options = new ControlOptions { OscInputPort = OscSockets.PortOf(taken) };
        await using var keeper = new OscInputKeeper(
            () => new OscUdpInput(options, _time, new CommandLog(), _ => { }), _time, _health);

        var line = await Told();
        Assert.Contains("Address already in use", line, Ordinal);
        Assert.Contains("oscInputPort", line, Ordinal);
        taken.Dispose();
        Assert.StartsWith("back after", await ToldInTime(), Ordinal);
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_socket_that_fails_is_told_and_another_is_opened_after_a_wait()
    {
        var opened = 0;
        var options = new ControlOptions { OscInputPort = OscSockets.FreePort() };
        await using var keeper = new OscInputKeeper(
            () => new OscUdpInput(options, _time, new CommandLog(), _ => { }, address =>
            {
                var socket = new Socket(
                    address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                socket.Bind(new IPEndPoint(address.Address, 0));
                if (opened++ < 2)
                {
                    socket.Dispose();
                }

                return socket;
            }),
            _time, _health);

        Assert.Contains("is not heard on 127.0.0.1", await Told(), Ordinal);
        while (_time.PendingTimers == 0)
        {
            await Task.Yield();
        }

        var before = opened;
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(before, opened);
        Assert.StartsWith("back after", await ToldInTime(), Ordinal);
    }

    [Fact]
    public async Task A_port_that_fails_again_and_again_is_opened_less_and_less_often()
    {
        var opened = 0;
        await using var keeper = new OscInputKeeper(
            () =>
            {
                opened++;
                throw new ControlException("no socket");
            },
            _time, _health);
        for (var i = 0; i < 60; i++)
        {
            while (_time.PendingTimers == 0)
            {
                await Task.Yield();
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("no socket", await Told());
        Assert.False(_told.Reader.TryRead(out _));
        Assert.InRange(opened, 5, 10);
    }

    [Fact]
    public async Task A_network_that_takes_nothing_is_told_once_and_tried_again_with_waits()
    {
        using var receiver = OscSockets.OnLoopback();
        var (isDown, tries) = (true, 0);
        var options = new ControlOptions { OscOutputPort = OscSockets.PortOf(receiver) };
        await using var output = new OscUdpOutput(options, _time, _health, family =>
        {
            tries++;
            return isDown
                ? throw new SocketException((int)SocketError.NetworkUnreachable)
                : new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        });
        for (var sent = 0; sent < 30; sent++)
        {
            output.Post(new OscMessage("/antiphon/out/level", new OscFloat(sent)));
            while (output.LeftOut <= sent)
            {
                await Task.Yield();
            }

            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.Contains("127.0.0.1", await Told(), Ordinal);
        Assert.False(_told.Reader.TryRead(out _));
        Assert.InRange(tries, 3, 5);

        isDown = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        var last = new OscMessage("/antiphon/out/level", new OscFloat(99));
        output.Post(last);
        Assert.Equal("back after 25", await Told());
        Assert.Equal(
            last, OscReader.Read((await receiver.ReceiveAsync(_patience.Token)).Buffer));
    }

    private async Task<string> Told() => await _told.Reader.ReadAsync(_patience.Token);

    private async Task<string> ToldInTime()
    {
        string? line;
        while (!_told.Reader.TryRead(out line))
        {
            _patience.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }

        return line;
    }
}
