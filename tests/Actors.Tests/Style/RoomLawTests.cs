using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Style;

/// <summary>The law of rooms: a room knows only rooms to its left.</summary>
public sealed class RoomLawTests
{
    /// <summary>
    /// From left to right, the way of a sound. What a room does not find on its left belongs to a
    /// message, or to <c>Rig/</c>, the only room that knows all stages.
    /// </summary>
    internal static readonly string[] Rooms =
    [
        "Time", "Signal", "Wording", "Native", "Disk", "Tensors",
        "Notes", "Flow",
        "Capture", "Hpss", "Transcription", "Encoder", "Quantizer",
        "Perception", "Diagnosis",
        "MemoryBuffer", "Agent", "Midi", "Control", "Rig",
        "Measures", "Session", "Replay", "Rehearsal", "Demo",
    ];

    private const string Root = "Antiphon";

    private static readonly IReadOnlyList<RoomLaw.Edge> Edges =
        RoomLaw.Edges(typeof(SampleTime).Assembly.Location, Root);

    [Fact]
    public void A_room_knows_only_rooms_to_its_left_and_pure_code_no_Io() =>
        Assert.Empty(RoomLaw.Broken(Edges, Root, Rooms));

    [Fact]
    public void Every_room_of_the_law_is_there_and_none_is_left_out() =>
        Assert.Equal(SourceTree.Folders("src/Actors").Order(), Rooms.Order());

    [Fact]
    public void The_law_is_read_off_enough_symbols() =>
        Assert.True(Edges.Count > 1_500, $"{Edges.Count} edges");

    [Theory]
    [InlineData("Antiphon.Time.PlantedBackwards knows Antiphon.Notes.PlantedNote")]
    [InlineData("Antiphon.Time.PlantedInABody knows Antiphon.Notes.PlantedNote")]
    [InlineData("Antiphon.Time.PlantedPure knows Antiphon.Time.Io.PlantedDisk")]
    [InlineData("Antiphon.Nowhere.PlantedStranger knows Antiphon.Time.PlantedPure")]
    public void A_planted_violation_is_named(string offence) =>
        Assert.Contains(offence, Planted());

    [Fact]
    public void What_keeps_the_law_is_not_named() =>
        Assert.DoesNotContain(
            Planted(), offence => offence.StartsWith("Antiphon.Notes.", StringComparison.Ordinal));

    [Fact]
    public void A_folder_and_its_namespace_are_of_one_room() =>
        Assert.Empty(
            from file in SourceTree.Files("src/Actors")
            let parts = file.Path.Split('/')
            let expected = parts.Contains("Io") ? $"{Root}.{parts[2]}.Io" : $"{Root}.{parts[2]}"
            let found = file.Lines.First(
                line => line.StartsWith("namespace ", StringComparison.Ordinal))
            where found != $"namespace {expected};"
            select $"{file.Path}: {found}");

    [Fact]
    public void Architecture_shows_which_room_knows_which()
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "ARCHITECTURE.md"));
        var missing = RoomLaw.Table(Edges, Root, Rooms)
            .Select(row => row.Value.Count == 0
                ? $"| `{row.Key}` | – |"
                : $"| `{row.Key}` | {string.Join(", ", row.Value)} |")
            .Where(row => !text.Contains(row, StringComparison.Ordinal))
            .ToList();
        Assert.True(missing.Count == 0, "ARCHITECTURE.md lacks:\n" + string.Join('\n', missing));
    }

    private static IReadOnlyList<string> Planted() => RoomLaw.Broken(
        RoomLaw.Edges(typeof(RoomLawTests).Assembly.Location, Root)
            .Where(edge => edge.From.Contains("Planted", StringComparison.Ordinal)),
        Root,
        Rooms);
}
