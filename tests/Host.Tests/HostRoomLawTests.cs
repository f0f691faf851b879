using Antiphon.Tests.Style;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>The law of rooms among the folders of Host.</summary>
public sealed class HostRoomLawTests
{
    private const string Root = "Antiphon.Host";

    // From left to right; the root, which has no folder of its own, knows them all.
    private static readonly string[] Folders =
        [
            "Logging", "Output", "Configuration", "Service", "Observers", "Composition", "Commands",
            "",
        ];

    [Fact]
    public void Every_folder_of_the_law_is_there_and_none_is_left_out() =>
        Assert.Equal(SourceTree.Folders("src/Host").Append("").Order(), Folders.Order());

    [Fact]
    public void A_folder_knows_only_folders_to_its_left()
    {
        var edges = RoomLaw.Edges(typeof(CommandLine).Assembly.Location, Root);
        Assert.True(edges.Count > 100, $"{edges.Count} edges");
        Assert.Empty(RoomLaw.Broken(edges, Root, Folders));
    }
}
