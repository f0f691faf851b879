using System.Text.RegularExpressions;
using Xunit;

namespace Antiphon.Tests.Style;

/// <summary>House rules that no analyzer knows.</summary>
public sealed partial class StyleTests
{
    private const int LongestFileLines = 300;
    private const int LongestMethodLines = 70;
    private const int LongestLineColumns = 100;
    private const int SmallFileLines = 20;
    private const int MostSmallFiles = 30;

    // Records of one family, or structures of one foreign interface, stand together.
    private static readonly string[] FamilyEndings = ["Messages.cs", "Structs.cs"];

    // The base of the stages' actors: each of them says what it hears itself.
    private static readonly string[] ActorsWithoutWords = ["StageActor.cs"];

    // It names the calls that it looks for.
    private static readonly string[] WallClockJudges = ["StyleTests.cs"];

    [Fact]
    public void Files_stay_short() =>
        AssertNone(
            from file in SourceTree.Files("src", "tests")
            where file.Lines.Length > LongestFileLines
            select $"{file.Path}: {file.Lines.Length} lines");

    [Fact]
    public void Lines_fit_a_screen() =>
        AssertNone(
            from file in SourceTree.Files("src", "tests")
            from line in file.Lines.Index()
            where line.Item.Length > LongestLineColumns
            select $"{file.Path}:{line.Index + 1}: {line.Item.Length} columns");

    [Fact]
    public void Methods_stay_short() =>
        AssertNone(
            from file in SourceTree.Files("src", "tests")
            from method in Blocks(file, indent: 4)
            where method.Length > LongestMethodLines
                && !file.Lines[Math.Max(0, method.Start - 8)..method.Start]
                    .Reverse().TakeWhile(line => line.Length > 0).Any(TypeDeclaration().IsMatch)
            select $"{file.Path}:{method.Start + 1}: {method.Length} lines");

    [Fact]
    public void A_file_is_one_concept_and_named_for_it() =>
        AssertNone(
            from file in SourceTree.Files("src")
            where !FamilyEndings.Any(
                ending => file.Name.EndsWith(ending, StringComparison.Ordinal))
            let first = file.Lines.Select(line => TopLevelType().Match(line))
                .FirstOrDefault(match => match.Success)?.Groups["name"].Value
            where first is not null && first != file.Name.Split('{', '.')[0]
            select $"{file.Path} begins with {first}");

    [Fact]
    public void Few_files_are_too_small_to_be_a_concept()
    {
        var small = SourceTree.Files("src")
            .Where(file => file.Lines.Length <= SmallFileLines)
            .Select(file => file.Path)
            .ToList();
        Assert.True(small.Count <= MostSmallFiles, string.Join('\n', small));
    }

    [Fact]
    public void Nobody_asks_a_wall_clock_or_sleeps() =>
        AssertNone(
            from file in SourceTree.Files("src", "tests")
            where !WallClockJudges.Contains(file.Name)
            from line in file.Lines.Index()
            where BannedCall().IsMatch(line.Item)
            select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}");

    [Fact]
    public void Only_actors_and_the_rig_name_Akka() =>
        AssertNone(
            from file in SourceTree.Files("src/Actors")
            where !file.Name.EndsWith("Actor.cs", StringComparison.Ordinal)
                && !file.Path.StartsWith("src/Actors/Rig/", StringComparison.Ordinal)
            from line in file.Lines
            where line.Contains("Akka", StringComparison.Ordinal)
            select $"{file.Path}: {line.Trim()}");

    [Fact]
    public void An_actor_says_what_it_hears_says_is_bound_by_and_loses() =>
        AssertNone(
            from file in SourceTree.Files("src/Actors")
            where file.Name.EndsWith("Actor.cs", StringComparison.Ordinal)
                && !ActorsWithoutWords.Contains(file.Name)
            from word in new[] { "Hears: ", "Says: ", "Bound: ", "On failure" }
            where !file.Lines.Any(line => line.Contains(word, StringComparison.Ordinal))
            select $"{file.Path}: its summary lacks '{word}'");

    [Fact]
    public void Nothing_is_exempt_that_does_not_exist()
    {
        var files = SourceTree.Files("src", "tests").ToList();
        AssertNone(
            from ending in (string[])[.. FamilyEndings, .. ActorsWithoutWords, .. WallClockJudges]
            where !files.Any(file => file.Name.EndsWith(ending, StringComparison.Ordinal))
            select $"no file ends with {ending}");
    }

    [Fact]
    public void No_type_is_named_for_having_no_concept() =>
        AssertNone(
            from file in SourceTree.Files("src", "tests")
            where VagueName().IsMatch(file.Name)
            select file.Path);

    private static void AssertNone(IEnumerable<string> offences)
    {
        var found = offences.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static IEnumerable<(int Start, int Length)> Blocks(SourceFile file, int indent)
    {
        var (open, close) = (new string(' ', indent) + "{", new string(' ', indent) + "}");
        var start = -1;
        for (var i = 0; i < file.Lines.Length; i++)
        {
            if (file.Lines[i] == open)
            {
                start = i;
            }
            else if (start >= 0 && file.Lines[i].StartsWith(close, StringComparison.Ordinal))
            {
                yield return (start, i - start + 1);
                start = -1;
            }
        }
    }

    [GeneratedRegex(
        @"^(public|internal) .*?\b(class|record struct|record|struct|interface|enum) (?<name>\w+)")]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^\s+.*\b(class|record|struct|interface|enum) \w+")]
    private static partial Regex TypeDeclaration();

    // A delay on a given clock is no sleep: Task.Delay(…, time).
    [GeneratedRegex(
        @"\bDateTime(Offset)?\.(Utc)?Now\b|\bStopwatch\b|TickCount|Thread\.Sleep"
        + @"|Task\.Delay\((?!.*time\))")]
    private static partial Regex BannedCall();

    [GeneratedRegex(@"(Manager|Helpers?|Utils?|Utility)\.cs$")]
    private static partial Regex VagueName();
}
