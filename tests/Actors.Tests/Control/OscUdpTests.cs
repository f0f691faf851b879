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
        var options = new ControlOptions { OscInputPort = OscSockets.FreePort() };
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
        var options = new ControlOptions { OscInputPort = OscSockets.FreePort() };
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
        var options = new ControlOptions { OscInputPort = OscSockets.FreePort() };
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
        using var receiver = OscSockets.OnLoopback();
        var options = new ControlOptions
        {
            OscOutputPort = OscSockets.PortOf(receiver),
            OscPacketsPerSecond = 3,
        };
        var packet = new OscMessage("/antiphon/out/level", new OscFloat(-12));
        var output = new OscUdpOutput(
            options, new ManualTimeProvider(), OscSockets.Unwatched);
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
