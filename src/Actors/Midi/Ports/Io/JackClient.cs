using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>
/// One client of a JACK server with one MIDI port, or none. The server is the one that
/// <c>JACK_DEFAULT_SERVER</c> names; none is started.
/// </summary>
internal sealed unsafe class JackClient : IDisposable
{
    private const string ClientName = "antiphon";
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StandstillLimit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The longest wait for what was written to reach the others: as long as a server on a busy
    /// machine may stand still, for the last that is written are the ends of notes.
    /// </summary>
    public static readonly TimeSpan DrainPatience = StandstillLimit;

    // The library shares state between all clients of a process: an attempt to open one while
    // another still holds on to a server that is gone would end the process.
    private static readonly List<JackClient> Clients = [];

    private readonly string _address;
    private readonly TimeProvider _time;
    private readonly nint _client;
    private readonly ulong _otherKind;
    private readonly string _own;
    private readonly long _clockOffset;
    private string? _other;
    private bool _runs;
    private long _cyclesSeen, _cyclesSeenAt;
    private int _disposed;

    /// <param name="address">As the person wrote it, for messages.</param>
    /// <param name="port">Name of its port; null for none.</param>
    /// <param name="kind"><see cref="LibJack.IsInput"/> or <see cref="LibJack.IsOutput"/>.</param>
    /// <param name="time">The monotonic clock.</param>
    /// <exception cref="MidiException">There is no server.</exception>
    public JackClient(string address, string? port, ulong kind, TimeProvider time)
    {
        (_address, _time) = (address, time);
        MidiException.Require(LibJack.Library, address);
        lock (Clients)
        {
            _client = Open();
            Cell = (JackCell*)NativeMemory.AllocZeroed((nuint)sizeof(JackCell));
            *Cell = new JackCell { Client = _client, Ring = MidiRing.Create() };
            Clients.Add(this);
        }

        _clockOffset = LeastOffset();
        _otherKind = kind == LibJack.IsOutput ? LibJack.IsInput : LibJack.IsOutput;
        _own = $"{Marshal.PtrToStringUTF8((nint)LibJack.GetName(_client))}:{port}";
        LibJack.OnShutdown(_client, &ShutDown, (nint)Cell);
        if (port is not null)
        {
            Register(port, kind);
        }
    }

    /// <summary>What this client shares with its callbacks; null when it is closed.</summary>
    public JackCell* Cell { get; private set; }

    public uint SampleRateHz => LibJack.SampleRate(_client);

    public uint PeriodFrames => LibJack.BufferSize(_client);

    /// <summary>JACK's microseconds at a timestamp of the monotonic clock.</summary>
    public long MicrosecondsAt(long timestamp) => _clockOffset + Microseconds(timestamp);

    /// <summary>The timestamp of JACK's microseconds.</summary>
    public long TimestampAt(long microseconds) =>
        (long)((Int128)(microseconds - _clockOffset) * _time.TimestampFrequency / 1_000_000);

    /// <summary>A client without a port, which only notices when the server is gone.</summary>
    /// <exception cref="MidiException">There is no server.</exception>
    public static JackClient Watch(string address, TimeProvider time)
    {
        var client = new JackClient(address, port: null, LibJack.IsInput, time);
        try
        {
            client.Start("", &Count);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Begins to run, and connects its port.</summary>
    /// <param name="target">The other port or a part of its name; empty for none.</param>
    /// <param name="process">Runs once a period on the server's real-time thread.</param>
    /// <exception cref="MidiException">There is no such port.</exception>
    public void Start(string target, delegate* unmanaged[Cdecl]<uint, nint, int> process)
    {
        if (LibJack.SetProcess(_client, process, (nint)Cell) != 0
            || LibJack.Activate(_client) != 0)
        {
            throw Refused("the JACK server did not let it run");
        }

        _runs = true;
        _cyclesSeenAt = _time.GetTimestamp();
        if (target.Length > 0)
        {
            Connect(target);
        }
    }

    /// <summary>False when the server is gone or stands still, or the other port is gone.</summary>
    public bool IsAlive()
    {
        if (Volatile.Read(ref Cell->IsShut) != 0)
        {
            return false;
        }

        var (cycles, now) = (Volatile.Read(ref Cell->Cycles), _time.GetTimestamp());
        if (cycles != _cyclesSeen)
        {
            (_cyclesSeen, _cyclesSeenAt) = (cycles, now);
        }

        fixed (byte* other = Text(_other ?? ""))
        {
            return _time.GetElapsedTime(_cyclesSeenAt, now) < StandstillLimit
                && (_other is null || LibJack.PortConnectedTo(Cell->Port, other) != 0);
        }
    }

    /// <summary>Waits until something is so, while the server works, but not for long.</summary>
    /// <param name="patience">The longest wait.</param>
    public void Await(Func<bool> reached, TimeSpan patience)
    {
        var began = _time.GetTimestamp();
        SpinWait.SpinUntil(() => reached()
            || Volatile.Read(ref Cell->IsShut) != 0
            || _time.GetElapsedTime(began) > patience);
    }

    /// <summary>
    /// Waits for some whole periods: then what was written has reached the others, and a new
    /// connection holds.
    /// </summary>
    /// <param name="patience">The longest wait.</param>
    public void AwaitPeriods(TimeSpan patience)
    {
        var cycles = Volatile.Read(ref Cell->Cycles);
        Await(() => Volatile.Read(ref Cell->Cycles) > cycles + 2, patience);
    }

    /// <summary>
    /// Waits until a connection just made holds: events of the period before it would be lost.
    /// </summary>
    public void AwaitConnection() => AwaitPeriods(ConnectPatience);

    /// <summary>MIDI ports of other clients that it could connect to.</summary>
    public IReadOnlyList<string> OtherPorts()
    {
        fixed (byte* type = Text(LibJack.MidiType))
        {
            var found = LibJack.GetPorts(_client, null, type, new CULong((nuint)_otherKind));
            var names = new List<string>();
            for (var i = 0; found != null && found[i] != null; i++)
            {
                names.Add(Marshal.PtrToStringUTF8((nint)found[i])!);
            }

            if (found != null)
            {
                LibJack.Free(found);
            }

            return names;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            EndThread();
            lock (Clients)
            {
                Clients.Remove(this);
                _ = LibJack.ClientClose(_client);
            }

            Cell->Ring.Free();
            NativeMemory.Free(Cell);
            Cell = null;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ShutDown(nint cell) => Volatile.Write(ref ((JackCell*)cell)->IsShut, 1);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Count(uint frames, nint cell) => ((JackCell*)cell)->EndCycle();

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes($"{text}\0");

    // To close, the library cancels its thread, wherever that is; inside of the runtime it could
    // hold a lock, for ever. So the thread is made to end by itself, and be gone, before.
    private void EndThread()
    {
        Volatile.Write(ref Cell->IsClosing, 1);
        if (_runs)
        {
            Await(() => Volatile.Read(ref Cell->LastThread) != 0, ConnectPatience);
            var thread = Volatile.Read(ref Cell->LastThread);
            Await(() => thread <= 0 || !LibC.ThreadLives(thread), ConnectPatience);
        }
    }

    private nint Open()
    {
        if (Clients.Any(client => Volatile.Read(ref client.Cell->IsShut) != 0))
        {
            throw Refused("the JACK server is gone, and another port is still letting go of it");
        }

        int status;
        fixed (byte* name = Text(ClientName))
        {
            var client = LibJack.ClientOpen(name, LibJack.NoStartServer, &status);
            return client != 0 ? client : throw Refused(
                "no JACK server is running; start one, or set JACK_DEFAULT_SERVER");
        }
    }

    private void Register(string port, ulong kind)
    {
        fixed (byte* name = Text(port), type = Text(LibJack.MidiType))
        {
            Cell->Port = LibJack.PortRegister(
                _client, name, type, new CULong((nuint)kind), new CULong(0));
        }

        if (Cell->Port == 0)
        {
            Dispose();
            throw Refused("the JACK server gave it no port");
        }
    }

    private void Connect(string target)
    {
        var names = OtherPorts();
        var other = names[PortNames.Find(_address, names, target)];
        fixed (byte* own = Text(_own), its = Text(other))
        {
            var (from, to) = _otherKind == LibJack.IsInput
                ? ((nint)own, (nint)its)
                : ((nint)its, (nint)own);
            if (LibJack.Connect(_client, (byte*)from, (byte*)to) != 0)
            {
                throw Refused($"the JACK server did not connect it to '{other}'");
            }
        }

        _other = other;
        AwaitConnection();
    }

    // JACK's clock and ours tick alike but may begin apart; the quickest of some looks is best.
    private long LeastOffset()
    {
        var (offset, quickest) = (0L, long.MaxValue);
        for (var i = 0; i < 5; i++)
        {
            var before = _time.GetTimestamp();
            var jack = (long)LibJack.Time();
            var after = _time.GetTimestamp();
            if (after - before < quickest)
            {
                quickest = after - before;
                offset = jack - Microseconds(before + (after - before) / 2);
            }
        }

        return offset;
    }

    private long Microseconds(long timestamp) =>
        (long)((Int128)timestamp * 1_000_000 / _time.TimestampFrequency);

    private MidiException Refused(string why) =>
        new(MidiFault.Output, $"{_address} cannot be opened: {why}.");
}
