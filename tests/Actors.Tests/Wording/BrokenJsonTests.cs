using System.Text.Json;
using Antiphon.Wording;
using Xunit;

namespace Antiphon.Tests.Wording;

public sealed class BrokenJsonTests
{
    private static readonly string Deep = new('[', 100);

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling =
            System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    [Fact]
    public void The_place_is_counted_as_an_editor_counts() =>
        Assert.StartsWith(
            "a.json, line 2, column 15: this is no JSON from '\"tempo\": 5 }' on",
            Told("{\n  \"name\": \"ä\" \"tempo\": 5 }"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("", "line 1, column 1: the JSON ends too early")]
    [InlineData("{\"name\":", "line 1, column 9: the JSON ends too early")]
    [InlineData("{\n\"nmae\": \"x\", \"tempo\": 1}", "line 2, column 8: there is no 'nmae' here")]
    [InlineData("{\"tempo\": 1}", "'name' is missing")]
    [InlineData("{\"name\": \"x\", \"tempo\": \"fast\"}", "'tempo' may not be that")]
    public void What_is_wrong_is_said_without_a_word_of_types(string text, string why)
    {
        var told = Told(text);
        Assert.Contains(why, told, StringComparison.Ordinal);
        Assert.DoesNotContain(".NET", told, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", told, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(Piece), told, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_said_to_be_that() =>
        Assert.Contains(
            "nested too deeply",
            BrokenJson.At(
                "a.json",
                Deep,
                Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(Deep))),
            StringComparison.Ordinal);

    private static string Told(string text) => BrokenJson.At(
        "a.json",
        text,
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Piece>(text, Strict)));

    private sealed record Piece
    {
        public required string Name { get; init; }

        public double Tempo { get; init; }
    }
}
