using System.Collections.Immutable;
using System.Diagnostics;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>
/// The other end of a JACK connection in a process of its own: the library shares state between
/// all clients of a process, and another's client is never in the rig's.
/// </summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    /// <summary>Argument that makes this assembly one that hears.</summary>
    public const string HearVerb = "hear";

    /// <summary>Argument that makes this assembly one that says.</summary>
    public const string SayVerb = "say";

    private const string Ready = "ready";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private ImmutableList<(byte Status, byte Data1, byte Data2)> _heard = [];

    private PeerProcess(Process process) => _process = process;

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<(byte Status, byte Data1, byte Data2)> Heard => Volatile.Read(ref _heard);

    /// <summary>
    /// Keys that sound now, as a plain synthesiser sees it: note-ons less note-offs.
    /// </summary>
    public int Sounding => SoundingIn(Heard).Count;

    /// <summary>Channels and keys that sound after what came.</summary>
    public static IReadOnlySet<(int Channel, byte Key)> SoundingIn(
        IEnumerable<(byte Status, byte Data1, byte Data2)> events)
    {
        var down = new HashSet<(int, byte)>();
        foreach (var (status, data1, data2) in events)
        {
            _ = (status & 0xF0) switch
            {
                0x90 when data2 > 0 => down.Add((status & 0x0F, data1)),
                0x80 or 0x90 => down.Remove((status & 0x0F, data1)),
                _ => false,
            };
        }

        return down;
    }

    /// <summary>Starts one that hears; its port is "midi" of a client of that name.</summary>
    public static Task<PeerProcess> Hearing(string name, JackServer server) =>
        Start(HearVerb, name, server);

    /// <summary>Starts one that says.</summary>
    public static Task<PeerProcess> Saying(string name, JackServer server) =>
        Start(SayVerb, name, server);

    /// <summary>The child's part: tells every event as it comes, until nobody listens.</summary>
    public static async Task RunHearing(string name)
    {
        using var peer = new JackPeer(name);
        await Console.Out.WriteLineAsync(Ready);
        var left = Task.Run(Console.In.ReadToEnd);
        using var timer = new PeriodicTimer(Look);
        var told = 0;
        while (!left.IsCompleted && await timer.WaitForNextTickAsync())
        {
            foreach (var (_, status, data1, data2) in peer.Heard[told..])
            {
                await Console.Out.WriteLineAsync(Convert.ToHexString([status, data1, data2]));
                told++;
            }
        }
    }

    /// <summary>The child's part: says every line.</summary>
    public static void RunSaying(string name)
    {
        using var peer = new JackPeer(name, says: true);
        Console.WriteLine(Ready);
        while (Console.ReadLine() is { } line)
        {
            peer.Say(Convert.FromHexString(line));
        }
    }

    /// <summary>Says a message in one of the next periods.</summary>
    public async Task Say(params byte[] message)
    {
        await _process.StandardInput.WriteLineAsync(Convert.ToHexString(message));
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends it as a pulled plug would.</summary>
    public async Task Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>
    /// Has it take its leave: a server that waits for its clients stands still when one is killed.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_process.HasExited)
        {
            return;
        }

        using var patience = new CancellationTokenSource(LeavePatience);
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await Kill();
        }
    }

    private static async Task<PeerProcess> Start(string verb, string name, JackServer server)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in (string[])[typeof(PeerProcess).Assembly.Location, verb, name])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in server.Environment)
        {
            start.Environment[key] = value;
        }

        var peer = new PeerProcess(Process.Start(start)!);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        peer._process.OutputDataReceived += (_, line) => peer.Take(line.Data, ready);
        peer._process.BeginOutputReadLine();
        await ready.Task;
        return peer;
    }

    private void Take(string? line, TaskCompletionSource ready)
    {
        if (line == Ready)
        {
            ready.TrySetResult();
        }
        else if (line is null)
        {
            ready.TrySetException(new InvalidOperationException("the peer did not start"));
        }
        else
        {
            var bytes = Convert.FromHexString(line);
            ImmutableInterlocked.Update(
                ref _heard, (heard, e) => heard.Add(e), (bytes[0], bytes[1], bytes[2]));
        }
    }
}
