namespace Antiphon.Encoder;

/// <summary>
/// Lets two users share one encoder, a run at a time. The first is the music: it never waits for
/// more than the run of the second that is under way.
/// </summary>
/// <remarks>Thread-safe between the two; each of them is one stage. Allocates nothing.</remarks>
public sealed class EncoderTurns : IDisposable
{
    private readonly object _turn = new();
    private readonly IFrameEncoder _encoder;
    private bool _busy;
    private int _firstWaiting;
    private int _secondWaiting;

    /// <param name="encoder">Disposed with this.</param>
    public EncoderTurns(IFrameEncoder encoder)
    {
        _encoder = encoder;
        First = new User(this, isFirst: true);
        Second = new User(this, isFirst: false);
    }

    /// <summary>The encoder as the music has it.</summary>
    public IFrameEncoder First { get; }

    /// <summary>The encoder as that has it which may wait: a probe beside the music.</summary>
    public IFrameEncoder Second { get; }

    /// <summary>Users that wait for their turn now.</summary>
    internal int Waiting
    {
        get
        {
            lock (_turn)
            {
                return _firstWaiting + _secondWaiting;
            }
        }
    }

    public void Dispose() => _encoder.Dispose();

    private void EnterFirst()
    {
        lock (_turn)
        {
            _firstWaiting++;
            while (_busy)
            {
                Monitor.Wait(_turn);
            }

            _firstWaiting--;
            _busy = true;
        }
    }

    private void EnterSecond()
    {
        lock (_turn)
        {
            _secondWaiting++;
            while (_busy || _firstWaiting > 0)
            {
                Monitor.Wait(_turn);
            }

            _secondWaiting--;
            _busy = true;
        }
    }

    private void Leave()
    {
        lock (_turn)
        {
            _busy = false;
            Monitor.PulseAll(_turn);
        }
    }

    private sealed class User(EncoderTurns turns, bool isFirst) : IFrameEncoder
    {
        public int Dimensions => turns._encoder.Dimensions;

        public int ContextSamples => turns._encoder.ContextSamples;

        public string ModelSha256 => turns._encoder.ModelSha256;

        public int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features)
        {
            if (isFirst)
            {
                turns.EnterFirst();
            }
            else
            {
                turns.EnterSecond();
            }

            try
            {
                return turns._encoder.Encode(stems, stemCount, features);
            }
            finally
            {
                turns.Leave();
            }
        }

        // Whoever has the turn: a run of the other that hangs keeps this one waiting too.
        public void Terminate() => turns._encoder.Terminate();

        // The encoder belongs to both.
        public void Dispose()
        {
        }
    }
}
