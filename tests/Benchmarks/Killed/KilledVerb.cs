using System.Globalization;
using Antiphon.Host.Tests;

namespace Antiphon.Benchmarks.Killed;

/// <summary>
/// <c>killed [N]</c>: N live runs of the demo, each killed outright at another moment, and one
/// more that finishes the last: what was lost beyond a second, and how many were finished.
/// </summary>
internal static class KilledVerb
{
    public const string Verb = "killed";
    private const double MostSeconds = 9;

    public static async Task<int> Run(IReadOnlyList<string> options)
    {
        var count = options is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 40;
        var folder = Directory.CreateTempSubdirectory("antiphon-killed-").FullName;
        List<KilledRun> runs = [];
        Console.WriteLine("run  killed  decided  lost  heard s  lost s");
        for (var i = 0; i <= count; i++)
        {
            var seconds = MostSeconds * i / Math.Max(1, count - 1);
            var run = await KilledRun.Play(
                Path.Combine(folder, "state"), Path.Combine(folder, $"{i}"),
                i < count ? TimeSpan.FromSeconds(seconds) : null);
            if (i < count)
            {
                runs.Add(run);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{i,3} {seconds,7:0.00} {run.Told,8} {run.Lost,5} {run.ToldSeconds,8:0.00} ")
                    + string.Create(CultureInfo.InvariantCulture, $"{run.LostSeconds,7:0.00}"));
            }
        }

        var (lost, lostSeconds) = (runs.Sum(run => run.Lost), runs.Sum(run => run.LostSeconds));
        var finished = runs.Count(run => run.IsFinished);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} kills: {lost} decisions and {lostSeconds:0.00} s of tokens lost beyond a ")
            + $"second; {finished} of {count} finished by the next start");
        Directory.Delete(folder, recursive: true);
        return lost == 0 && lostSeconds == 0 && finished == count ? 0 : 1;
    }
}
