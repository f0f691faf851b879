using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Runs that are killed outright; tests/Benchmarks kills forty (<c>killed</c>).</summary>
public sealed class KilledTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_run_that_is_killed_loses_no_more_than_a_second_and_the_next_finishes_it()
    {
        List<KilledRun> runs = [];
        foreach (var seconds in new[] { 0, 1.3, 7.4 })
        {
            runs.Add(await Play(runs.Count, TimeSpan.FromSeconds(seconds)));
        }

        runs.Add(await Play(runs.Count, music: null));
        Assert.All(runs[..^1], run =>
        {
            Assert.Equal(0, run.Lost);
            Assert.Equal(0, run.LostSeconds);
            Assert.True(run.IsFinished, string.Join('\n', runs.Select(one => one.Errors)));
            Assert.True(run.CutAtSeconds >= run.ToldSeconds, $"{run.CutAtSeconds}");
        });
        Assert.True(runs[^2].Told > 0, "nothing was decided");
        // A start that is killed too may leave it to the one after it.
        Assert.All(Enumerable.Range(0, runs.Count - 1), i => Assert.Contains(
            $"{_files.Path($"{i}")} was cut off at ",
            string.Join('\n', runs.Skip(i + 1).Select(run => run.Errors)),
            StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(_files.Path("state/sessions")));
    }

    private Task<KilledRun> Play(int number, TimeSpan? music) =>
        KilledRun.Play(_files.Path("state"), _files.Path($"{number}"), music);
}
