using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Control.Io;
using Xunit;

namespace Antiphon.Tests.Control;

/// <summary>OSC through real sockets on loopback.</summary>
public sealed class OscUdpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Commands_are_heard_and_rubbish_is_ignored()
    {
        using var patience = new CancellationTokenSource(Patience);
        var sink = new ChannelSink();
        var lines = Channel.CreateUnbounded<string>();
        var options = new ControlOptions { OscInputPort = FreePort() };
        await using var input = new OscUdpInput(
            options, TimeProvider.System, sink, line => lines.Writer.TryWrite(line));
        using var sender = new UdpClient();
        sender.Connect(IPAddress.Loopback, options.OscInputPort);

        await sender.SendAsync(new byte[] { 1, 2, 3 }, patience.Token);
        await sender.SendAsync(
            OscWriter.Write(new OscMessage("/antiphon/mute", new OscBool(true))), patience.Token);

        Assert.Equal(new Mute(true), await sink.Taken.Reader.ReadAsync(patience.Token));
        Assert.Contains(
            "ignored", await lines.Reader.ReadAsync(patience.Token), StringComparison.Ordinal);
        Assert.Equal(1, input.Counts.Malformed);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_once_and_heard_when_it_is_free()
    {
        using var patience = new CancellationTokenSource(Patience);
        var time = new ManualTimeProvider();
        var lines = Channel.CreateUnbounded<string>();
        var taken = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var options = new ControlOptions
        {
            OscInputPort = ((IPEndPoint)taken.Client.LocalEndPoint!).Port,
        };
        await using var keeper = new OscInputKeeper(
            () => new OscUdpInput(options, time, new ChannelSink(), _ => { }), time,
            line => lines.Writer.TryWrite(line));

        Assert.Contains(
            "Address already in use", await lines.Reader.ReadAsync(patience.Token),
            StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(1));
        taken.Dispose();
        string? line;
        while (!lines.Reader.TryRead(out line))
        {
            patience.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("OSC is heard now", line);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_sender_on_either_loopback_is_heard_and_answered(string loopback)
    {
        if (!Socket.OSSupportsIPv6 && loopback == "::1")
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience);
        var options = new ControlOptions { OscInputPort = FreePort() };
        await using var input = new OscUdpInput(
            options, TimeProvider.System, new ChannelSink(), _ => { });
        using var sender = new UdpClient(new IPEndPoint(IPAddress.Parse(loopback), 0));
        sender.Connect(IPAddress.Parse(loopback), options.OscInputPort);
        await sender.SendAsync(
            OscWriter.Write(new OscMessage("/antiphon/change")), patience.Token);

        var answer = await sender.ReceiveAsync(patience.Token);
        Assert.Equal(
            new OscMessage(
                "/antiphon/ack", new OscString("/antiphon/change"), new OscBool(true),
                new OscString("")),
            OscReader.Read(answer.Buffer));
    }

    [Fact]
    public async Task A_command_of_the_future_is_given_when_its_time_comes()
    {
        using var patience = new CancellationTokenSource(Patience);
        var sink = new ChannelSink();
        var time = new ManualTimeProvider();
        var options = new ControlOptions { OscInputPort = FreePort() };
        await using var input = new OscUdpInput(options, time, sink, _ => { });
        using var sender = new UdpClient();
        sender.Connect(IPAddress.Loopback, options.OscInputPort);

        await sender.SendAsync(
            OscWriter.Write(new OscBundle(
                OscTimeTag.At(time.GetUtcNow().AddSeconds(1)),
                [new OscMessage("/antiphon/yield")])),
            patience.Token);
        await sender.SendAsync(
            OscWriter.Write(new OscMessage("/antiphon/change")), patience.Token);
        Assert.Equal(new Change(), await sink.Taken.Reader.ReadAsync(patience.Token));

        time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(new Yield(), await sink.Taken.Reader.ReadAsync(patience.Token));
    }

    [Fact]
    public async Task Packets_are_sent_up_to_the_rate_and_the_rest_is_counted()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var options = new ControlOptions
        {
            OscOutputPort = ((IPEndPoint)receiver.Client.LocalEndPoint!).Port,
            OscPacketsPerSecond = 3,
        };
        var packet = new OscMessage("/antiphon/out/level", new OscFloat(-12));
        var output = new OscUdpOutput(options, new ManualTimeProvider());
        for (var i = 0; i < 5; i++)
        {
            output.Post(packet);
        }

        await output.DisposeAsync();
        Assert.Equal(2, output.LeftOut);
        for (var i = 0; i < 3; i++)
        {
            var datagram = await receiver.ReceiveAsync(patience.Token);
            Assert.Equal(packet, OscReader.Read(datagram.Buffer));
        }
    }

    [Fact]
    public void A_port_that_is_taken_is_refused_in_one_line()
    {
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var options = new ControlOptions
        {
            OscInputPort = ((IPEndPoint)other.Client.LocalEndPoint!).Port,
        };
        var fault = Assert.Throws<ControlException>(
            () => new OscUdpInput(options, TimeProvider.System, new CommandLog(), _ => { }));
        Assert.Contains("oscInputPort", fault.Message, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.Client.LocalEndPoint!).Port;
    }

    private sealed class ChannelSink : IControlSink
    {
        public Channel<ControlCommand> Taken { get; } = Channel.CreateUnbounded<ControlCommand>();

        public string? Take(ControlCommand command)
        {
            Taken.Writer.TryWrite(command);
            return null;
        }
    }
}
