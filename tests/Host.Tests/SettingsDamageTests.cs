using System.Globalization;
using System.Text.Json;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Tests;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// A settings file that was damaged is refused in one line, or holds what it says: never a value
/// that nobody wrote.
/// </summary>
public sealed class SettingsDamageTests : IDisposable
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Each_mutant_is_in_force_as_it_is_printed_or_refused_in_one_line()
    {
        var good = File.ReadAllText(Path.Combine(ConfigurationLoader.Folder, "antiphon.json"));
        var (taken, refused) = (0, 0);
        foreach (var (round, mutant) in Mutants.OfJson(good).Index())
        {
            // A profile is a settings file like any other; this one lies elsewhere.
            var file = _files.Bytes("mutant.json", mutant);
            try
            {
                var options = ConfigurationLoader.Load(Path.ChangeExtension(file, null), []);
                taken++;
                using var written = JsonDocument.Parse(File.ReadAllText(file), Lenient);
                using var printed = JsonDocument.Parse(ConfigurationText.Of(options));
                AssertSame(written.RootElement, printed.RootElement, $"mutant {round}: ");
            }
            catch (CommandException e)
            {
                refused++;
                Assert.Equal(ExitCode.BadUsage, e.ExitCode);
                Assert.DoesNotContain('\n', e.Message);
            }
        }

        Assert.InRange(taken, 20, Mutants.Rounds);
        Assert.InRange(refused, 20, Mutants.Rounds);
    }

    private static void AssertSame(JsonElement written, JsonElement printed, string path)
    {
        foreach (var one in written.EnumerateObject().Reverse().DistinctBy(
            one => one.Name, StringComparer.OrdinalIgnoreCase))
        {
            var same = printed.EnumerateObject().Where(other =>
                other.Name.Equals(one.Name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (one.Value.ValueKind == JsonValueKind.Object
                && same is [{ Value.ValueKind: JsonValueKind.Object }])
            {
                AssertSame(one.Value, same[0].Value, $"{path}{one.Name}.");
            }
            else if (SaysSomething(one.Value))
            {
                Assert.True(
                    same.Count == 1 && IsSame(one.Value, same[0].Value),
                    $"{path}{one.Name} is {one.Value.GetRawText()} and "
                    + $"{(same.Count == 1 ? same[0].Value.GetRawText() : "nothing")} is printed");
            }
        }
    }

    private static bool SaysSomething(JsonElement written) => written.ValueKind switch
    {
        JsonValueKind.Object => written.EnumerateObject().Any(one => SaysSomething(one.Value)),
        JsonValueKind.Array => written.EnumerateArray().Any(SaysSomething),
        JsonValueKind.Null => false,
        _ => true,
    };

    private static bool IsSame(JsonElement written, JsonElement printed)
    {
        var (was, now) = ($"{written}", $"{printed}");
        return was.Equals(now, StringComparison.OrdinalIgnoreCase)
            || (double.TryParse(was, CultureInfo.InvariantCulture, out var a)
                && double.TryParse(now, CultureInfo.InvariantCulture, out var b) && a == b);
    }
}
