using Antiphon.Hpss;
using Antiphon.Signal;

namespace Antiphon.Transcription;

/// <summary>
/// Says whether there is sound at all, and whether it stands out of what is steady: the ear itself
/// is blind to gain, and would hear music in the noise of a preamplifier.
/// </summary>
/// <remarks>
/// It wakes as the stems do (<see cref="GateOptions.AbsoluteDb"/>, HoldSeconds). What is steady
/// falls with the loudness at once, and follows it up slowly. Not thread-safe; allocates nothing.
/// </remarks>
internal sealed class SoundGate(GateOptions gate, TranscriptionOptions options)
{
    private const int Newest = 4;
    private const double FramesPerSecond = 75;
    private const double SteadySeconds = 4;

    private readonly double[] _powers = new double[Newest];
    private readonly double[] _outstandingDb = new double[Newest];
    private int _frame;
    private int _heard;
    private double _steadyDb = double.NaN;
    private double _quietFrames = double.PositiveInfinity;

    public bool Awake => _quietFrames < gate.HoldSeconds * FramesPerSecond;

    /// <summary>Whether any of the newest four frames stands out.</summary>
    public bool StandsOut => StandsOutDb >= options.HitDb;

    /// <summary>How far the most outstanding of the newest four frames stands out, dB.</summary>
    public double StandsOutDb
    {
        get
        {
            var most = 0.0;
            foreach (var db in _outstandingDb)
            {
                most = Math.Max(most, db);
            }

            return most;
        }
    }

    /// <summary>Loudness of the loudest of the newest four frames, dBFS.</summary>
    public float LoudnessDb
    {
        get
        {
            var most = 0.0;
            foreach (var power in _powers)
            {
                most = Math.Max(most, power);
            }

            return Decibels.FromPower(most);
        }
    }

    /// <param name="power">Mean square of the newest frame.</param>
    public void Hear(double power)
    {
        _powers[_frame] = power;
        var sum = 0.0;
        foreach (var one in _powers)
        {
            sum += one;
        }

        // At first there are fewer, and what begins loud is no rise.
        _heard = Math.Min(_heard + 1, Newest);
        var meanDb = Decibels.FromPower(sum / _heard);
        _steadyDb = meanDb > _steadyDb
            ? _steadyDb + (meanDb - _steadyDb) / (SteadySeconds * FramesPerSecond)
            : meanDb;
        _outstandingDb[_frame] = meanDb - _steadyDb;
        _frame = (_frame + 1) % Newest;
        _quietFrames = Decibels.FromPower(power) >= gate.AbsoluteDb ? 0 : _quietFrames + 1;
    }

    public void Reset()
    {
        Array.Clear(_powers);
        Array.Clear(_outstandingDb);
        _heard = 0;
        _steadyDb = double.NaN;
        _quietFrames = double.PositiveInfinity;
    }
}
