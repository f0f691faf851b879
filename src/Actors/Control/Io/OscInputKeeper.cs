using Antiphon.Time;

namespace Antiphon.Control.Io;

/// <summary>
/// Opens the port for OSC; where another program has it, again and again. Controls are an extra:
/// the music does not wait for them.
/// </summary>
public sealed class OscInputKeeper : IAsyncDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Func<OscUdpInput> _open;
    private readonly Action<string> _tell;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _opening;
    private OscUdpInput? _input;

    /// <param name="open">Opens the port, or throws <see cref="ControlException"/>.</param>
    /// <param name="tell">Told in one line that it cannot be opened, and that it is open.</param>
    public OscInputKeeper(Func<OscUdpInput> open, TimeProvider time, Action<string> tell)
    {
        (_open, _tell) = (open, tell);
        _opening = Open(time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _opening.ConfigureAwait(false);
        if (_input is not null)
        {
            await _input.DisposeAsync().ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private async Task Open(TimeProvider time)
    {
        var backoff = new Backoff(ShortestWait, LongestWait);
        var told = false;
        while (!TryOpen(ref told))
        {
            await Task.Delay(backoff.Wait, time).WaitAsync(_stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            backoff.Lengthen();
        }
    }

    private bool TryOpen(ref bool told)
    {
        try
        {
            _input = _open();
            if (told)
            {
                _tell("OSC is heard now");
            }

            return true;
        }
        catch (ControlException e)
        {
            if (!told)
            {
                _tell($"{e.Message}, or free that one: it is tried again");
            }

            told = true;
            return false;
        }
    }
}
