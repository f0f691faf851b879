using System.Collections.Immutable;
using Antiphon.Agent;
using Antiphon.Notes;

namespace Antiphon.Control;

/// <summary>
/// Everything that can be controlled while the rig plays: the one source of OSC addresses, of the
/// names in a CC map, and of the table in docs/controls.md: what happens, and then the
/// <see cref="AgentParameters"/>.
/// </summary>
public static class ControlTable
{
    private const string Any = "all";

    private static readonly ImmutableArray<ControlEntry> Acts =
    [
        new("mute", ControlKind.Switch, "Nothing sounds while it is on; the rig listens on",
            value => new Mute(value.Number >= 0.5)),
        new("panic", ControlKind.Trigger, "Every note off, now", _ => new Panic()),
        new("hold", ControlKind.Switch, "It keeps the floor although the player plays",
            value => new Hold(value.Number >= 0.5)),
        new("pause", ControlKind.Switch, "It begins nothing new while it is on",
            value => new Pause(value.Number >= 0.5)),
        new("yield", ControlKind.Trigger, "It leaves the floor to the player", _ => new Yield()),
        new("mode", ControlKind.Choice, "It stays in this mode",
            value => new FixMode(Enum.Parse<Mode>(value.Text!, ignoreCase: true)))
        {
            Choices = [.. ModeTraits.Sounding.Select(Explanation.Name)],
        },
        new("mode.free", ControlKind.Trigger, "It chooses its mode itself", _ => new FreeMode()),
        new("label", ControlKind.Text, "It recalls regions of this label only; all: any",
            value => new ChooseLabel(OrAny(value.Text!))),
        new("recording", ControlKind.Text, "It recalls this recording only; all: any",
            value => new ChooseRecording(OrAny(value.Text!))),
        new("melody.program", ControlKind.Whole, "The melody takes this instrument",
            value => new ChangeProgram(Voice.Melody, (int)value.Number!.Value)) { Maximum = 127 },
        new("bass.program", ControlKind.Whole, "The bass takes this instrument",
            value => new ChangeProgram(Voice.Bass, (int)value.Number!.Value)) { Maximum = 127 },
        new("arc", ControlKind.Number, "An arc of so many seconds begins now; 0 ends it",
            value => new BeginArc(value.Number!.Value)) { Maximum = 14_400 },
        new("preset", ControlKind.Text, "A preset comes back",
            value => new RecallPreset(value.Text!)),
        new("preset.save", ControlKind.Text, "The parameters as they are become a preset",
            value => new SavePreset(value.Text!)),
        new("approve", ControlKind.Trigger, "More of what it plays now", _ => new Approve()),
        new("back", ControlKind.Trigger, "Back to what it played before", _ => new GoBack()),
        new("change", ControlKind.Trigger, "Something else", _ => new Change()),
    ];

    /// <summary>All of it: first what happens, then the parameters.</summary>
    public static ImmutableArray<ControlEntry> Entries { get; } =
        [.. Acts, .. AgentParameters.All.Select(EntryOf)];

    /// <summary>The line of a name, in any case; null when there is none.</summary>
    public static ControlEntry? Find(string name) => Entries.FirstOrDefault(
        entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string OrAny(string text) =>
        text.Equals(Any, StringComparison.OrdinalIgnoreCase) ? "" : text;

    private static ControlEntry EntryOf(AgentParameter parameter) => new(
        parameter.Name,
        parameter.IsWhole ? ControlKind.Whole : ControlKind.Number,
        parameter.Meaning,
        value => new SetParameter(parameter.Name, value.Number!.Value))
    {
        Minimum = parameter.Least,
        Maximum = parameter.Most,
        Default = parameter.Read(new AgentOptions()),
    };
}
