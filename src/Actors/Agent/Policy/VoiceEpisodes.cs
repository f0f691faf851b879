using Antiphon.Notes;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Which voices take part: each takes turns of taking part and of listening, by chance around its
/// own lengths, and one of them always takes part.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class VoiceEpisodes(LiveOptions settings, SplitMix64 random)
{
    private const double Spread = 0.6;

    // The chords go with what the melody plays; they have no turns of their own.
    private static readonly Voice[] TakingTurns = [Voice.Melody, Voice.Bass];

    private readonly bool[] _listens = new bool[Enum.GetValues<Voice>().Length];
    private readonly SampleTime?[] _until = new SampleTime?[Enum.GetValues<Voice>().Length];

    /// <summary>Whether a voice takes part now.</summary>
    public bool IsActive(Voice voice) => !_listens[(int)voice];

    /// <summary>Time passes.</summary>
    public void Tick(SampleTime tick)
    {
        foreach (var voice in TakingTurns)
        {
            var options = voice == Voice.Melody ? settings.Agent.Melody : settings.Agent.Bass;
            if (options.ActiveSeconds <= 0)
            {
                _listens[(int)voice] = false;
                _until[(int)voice] = null;
            }
            else if (_until[(int)voice] is not { } until)
            {
                _until[(int)voice] = Later(tick, options.ActiveSeconds);
            }
            else if (tick >= until)
            {
                Turn(voice, options, tick);
            }
        }

        // Somebody plays: the melody comes back before there is nobody.
        if (TakingTurns.All(voice => _listens[(int)voice]))
        {
            Turn(Voice.Melody, settings.Agent.Melody, tick);
        }
    }

    private void Turn(Voice voice, VoiceOptions options, SampleTime tick)
    {
        var listens = !_listens[(int)voice] && options.ListeningSeconds > 0;
        _listens[(int)voice] = listens;
        _until[(int)voice] =
            Later(tick, listens ? options.ListeningSeconds : options.ActiveSeconds);
    }

    private SampleTime Later(SampleTime tick, double seconds) =>
        tick.PlusSeconds(seconds * (1 + Spread * (2 * random.NextDouble() - 1)));
}
