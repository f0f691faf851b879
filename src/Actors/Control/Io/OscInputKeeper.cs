using Antiphon.Time;

namespace Antiphon.Control.Io;

/// <summary>
/// Keeps the port for OSC open: where another program has it, or it fails, it is opened again and
/// again. Controls are an extra: the music does not wait for them.
/// </summary>
public sealed class OscInputKeeper : IAsyncDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Func<IOscInput> _open;
    private readonly TimeProvider _time;
    private readonly ExtraHealth _health;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keeping;

    /// <param name="open">Opens the port, or throws <see cref="ControlException"/>.</param>
    /// <param name="health">Told that it cannot be heard on, and that it can.</param>
    public OscInputKeeper(Func<IOscInput> open, TimeProvider time, ExtraHealth health)
    {
        (_open, _time, _health) = (open, time, health);
        _keeping = Keep();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task Keep()
    {
        var backoff = new Backoff(ShortestWait, LongestWait);
        while (true)
        {
            var began = _time.GetTimestamp();
            var why = await HearUntilItFails().ConfigureAwait(false);
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            _health.Failed(why);
            if (_time.GetElapsedTime(began) > LongestWait)
            {
                backoff.Reset();
            }

            await Task.Delay(backoff.Wait, _time).WaitAsync(_stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            backoff.Lengthen();
        }
    }

    /// <returns>Why nothing is heard any more; empty when it was told to stop.</returns>
    private async Task<string> HearUntilItFails()
    {
        try
        {
            var input = _open();
            await using (input.ConfigureAwait(false))
            {
                _health.Works();
                return await input.Failed.WaitAsync(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return "";
        }
        catch (ControlException e)
        {
            return e.Message;
        }
    }
}

/// <summary>A port that commands are heard on until it is disposed.</summary>
public interface IOscInput : IAsyncDisposable
{
    /// <summary>
    /// Ends with the reason, for a person, when nothing more can be heard; else never.
    /// </summary>
    Task<string> Failed { get; }
}
