using Antiphon.Agent;
using Antiphon.Notes;

namespace Antiphon.Control;

/// <summary>A piece of a setlist.</summary>
public sealed record SetlistPiece
{
    private const double LongestSeconds = 14_400;

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>How long it lasts, in seconds, above 0.</summary>
    public required double Seconds { get; init; }

    /// <summary>How long nothing is begun after it, in seconds.</summary>
    public double PauseSeconds { get; init; }

    /// <summary>Whether it follows an arc of its own length.</summary>
    public bool Arc { get; init; }

    /// <summary>The mode it stays in; null when the partner chooses.</summary>
    public string? Mode { get; init; }

    /// <summary>Label of the regions it recalls; null for all.</summary>
    public string? Label { get; init; }

    /// <summary>Recording it recalls; null for all.</summary>
    public string? Recording { get; init; }

    /// <summary>Instrument of the melody, 0…127; null to leave it.</summary>
    public int? MelodyProgram { get; init; }

    /// <summary>Instrument of the bass, 0…127; null to leave it.</summary>
    public int? BassProgram { get; init; }

    /// <summary>A preset that it begins with; null for none.</summary>
    public string? Preset { get; init; }

    /// <summary>
    /// Its own chart: the file, from where the setlist lies; null for that of the session.
    /// </summary>
    public string? Chart { get; init; }

    /// <summary>Parameters by name, as in the table of controls.</summary>
    public IReadOnlyDictionary<string, double> Set { get; init; } =
        new Dictionary<string, double>();

    /// <summary>The commands that begin it.</summary>
    /// <param name="before">The settings that the piece before left.</param>
    /// <param name="start">The settings that a piece begins from.</param>
    /// <exception cref="ControlException">It asks for what there is not.</exception>
    internal IEnumerable<ControlCommand> Commands(
        AgentOptions before, AgentOptions start, IPresets presets)
    {
        if (!(Seconds is > 0 and <= LongestSeconds && PauseSeconds is >= 0 and <= LongestSeconds))
        {
            throw new ControlException(
                $"seconds are above 0 and pauseSeconds from 0, both up to {LongestSeconds}");
        }

        var wanted = AgentParameters.Values(start).ToDictionary();
        if (Preset is { } preset)
        {
            foreach (var (name, value) in Find(preset, presets))
            {
                wanted[name] = value;
            }
        }

        foreach (var (name, value) in Set)
        {
            wanted[(ControlTable.Find(name) ?? throw new ControlException(
                $"there is no parameter '{name}'; antiphon controls lists them")).Name] = value;
        }

        var now = AgentParameters.Values(before);
        var changed = wanted
            .Where(pair => !(now.TryGetValue(pair.Key, out var value) && value == pair.Value))
            .ToDictionary();
        return
        [
            .. AgentParameters.InOrder(before, changed),
            ModeCommand(),
            new ChooseLabel(Label ?? start.Navigation.Label),
            new ChooseRecording(Recording ?? start.Navigation.Recording),
            .. Program(Voice.Melody, MelodyProgram),
            .. Program(Voice.Bass, BassProgram),
            new BeginArc(Arc ? Seconds : 0),
            new Pause(false),
        ];
    }

    private static IReadOnlyDictionary<string, double> Find(string preset, IPresets presets) =>
        presets.Find(preset)
            ?? throw new ControlException($"there is no preset '{preset}'");

    private static IEnumerable<ControlCommand> Program(Voice voice, int? program) => program switch
    {
        null => [],
        >= 0 and <= 127 => [new ChangeProgram(voice, program.Value)],
        _ => throw new ControlException($"program {program} is not 0 to 127"),
    };

    private ControlCommand ModeCommand()
    {
        if (Mode is null)
        {
            return new FreeMode();
        }

        return ControlTable.Find("mode")!.Make(ControlValue.Of(Mode), out var refusal)
            ?? throw new ControlException(refusal!);
    }
}
