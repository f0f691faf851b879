using System.Text.Json;
using Antiphon.Agent;

namespace Antiphon.Replay;

/// <summary>
/// The commands of a journal by their names in it, which stay whatever a command is called here.
/// </summary>
internal static class JournalCommands
{
    private static readonly Dictionary<string, Func<JsonElement, ControlCommand?>> ByName = new()
    {
        ["mute"] = Read<Mute>,
        ["panic"] = Read<Panic>,
        ["hold"] = Read<Hold>,
        ["pause"] = Read<Pause>,
        ["yield"] = Read<Yield>,
        ["fixMode"] = ReadMode,
        ["freeMode"] = Read<FreeMode>,
        ["setParameter"] = Read<SetParameter>,
        ["chooseLabel"] = Read<ChooseLabel>,
        ["chooseRecording"] = Read<ChooseRecording>,
        ["changeProgram"] = Read<ChangeProgram>,
        ["beginArc"] = Read<BeginArc>,
        ["followChart"] = Read<FollowChart>,
        ["tellTime"] = Read<TellTime>,
        ["recallPreset"] = Read<RecallPreset>,
        ["savePreset"] = Read<SavePreset>,
        ["approve"] = Read<Approve>,
        ["goBack"] = Read<GoBack>,
        ["change"] = Read<Change>,
    };

    /// <summary>The command of a name, with what it carries.</summary>
    /// <exception cref="FormatException">There is none, or it cannot be.</exception>
    /// <exception cref="JsonException">It carries something else.</exception>
    public static ControlCommand Read(string name, JsonElement carried) =>
        ByName.TryGetValue(name, out var read)
            ? read(carried) ?? throw new FormatException($"'{name}' carries nothing")
            : throw new FormatException($"no command is called '{name}'");

    private static T? Read<T>(JsonElement carried)
        where T : ControlCommand => carried.Deserialize<T>(JsonSerializerOptions.Web);

    // A number that names no mode here was a mode of another rig: nothing can be played in its
    // place.
    private static FixMode? ReadMode(JsonElement carried) => Read<FixMode>(carried) switch
    {
        { Mode: var mode } when !Enum.IsDefined(mode) =>
            throw new FormatException($"there is no mode {(int)mode}"),
        var fixing => fixing,
    };
}
