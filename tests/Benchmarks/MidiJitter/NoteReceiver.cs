using System.Diagnostics;
using System.Globalization;
using Antiphon.Devices.Tests.Midi;

namespace Antiphon.Benchmarks.MidiJitter;

/// <summary>
/// A receiver in a process of its own, so that what the rig does cannot disturb it: it hears until
/// its standard input ends, then tells what came.
/// </summary>
internal sealed class NoteReceiver : IDisposable
{
    /// <summary>The verb that makes this program one.</summary>
    public const string Verb = "midi-receive";

    private const string Ready = "ready";

    private readonly Process _process;

    private NoteReceiver(Process process) => _process = process;

    /// <summary>Starts one, and waits until it hears.</summary>
    /// <param name="name">Its name as a JACK client.</param>
    /// <param name="server">The server that it belongs to.</param>
    public static async Task<NoteReceiver> Start(string name, JackServer server)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(NoteReceiver).Assembly.Location);
        start.ArgumentList.Add(Verb);
        start.ArgumentList.Add(name);
        foreach (var (key, value) in server.Environment)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync() == Ready
            ? new NoteReceiver(process)
            : throw new InvalidOperationException("the receiver does not start");
    }

    /// <summary>The child's part.</summary>
    public static int Receive(string name)
    {
        using var peer = new JackPeer(name);
        Console.WriteLine(Ready);
        _ = Console.In.ReadToEnd();
        foreach (var (microseconds, status, data1, data2) in peer.Heard)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{microseconds} {status} {data1} {data2}"));
        }

        return 0;
    }

    /// <summary>Ends it, and reads what came: JACK's microseconds, and bytes.</summary>
    public async Task<IReadOnlyList<(long Microseconds, int Status, int Key, int Velocity)>> End()
    {
        _process.StandardInput.Close();
        var text = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return
        [
            .. from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
               let parts = line.Split(' ').Select(long.Parse).ToArray()
               select (parts[0], (int)parts[1], (int)parts[2], (int)parts[3]),
        ];
    }

    public void Dispose() => _process.Dispose();
}
