using System.Text;
using Antiphon.Host.Composition;
using Antiphon.Host.Output;
using Antiphon.MemoryBuffer;
using Antiphon.Replay;
using Antiphon.Session.Io;
using Antiphon.Tests;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// A session whose files were damaged is replayed as far as it goes, or refused; nothing hangs and
/// nothing else is thrown.
/// </summary>
[Collection(PlayedOnce.Name)]
public sealed class SessionDamageTests : IDisposable
{
    // Some seconds of the session.
    private const int Lines = 120;

    private readonly TestFiles _files = new();
    private readonly SessionFolder _session;

    public SessionDamageTests(PlayedOnce played)
    {
        played.CopyTo(_files.Path("session"));
        _session = new SessionFolder(_files.Path("session"));
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_beginning_of_a_session_is_read_or_refused()
    {
        var good = File.ReadAllText(_session.Start);
        var refused = 0;
        foreach (var mutant in Mutants.OfJson(good).Concat(Mutants.OfNodes(good, most: 900)))
        {
            File.WriteAllBytes(_session.Start, mutant);
            try
            {
                _ = SessionStart.Load(_session).Followed();
            }
            catch (CommandException e)
            {
                refused++;
                Assert.Equal(ExitCode.Refused, e.ExitCode);
                Assert.DoesNotContain('\n', e.Message);
            }
        }

        Assert.InRange(refused, 20, 900 + Mutants.Rounds);
    }

    [Fact]
    public void A_journal_that_can_be_read_is_replayed_or_refused()
    {
        var start = SessionStart.Load(_session);
        var good = string.Join('\n', File.ReadLines(_session.Heard).Take(Lines)) + "\n";
        var mind = new MindStart(
            start.Options.Agent, start.Options.Memory,
            PriorMemory.Of(
                new Corpus { Tongue = new("a", "b", "c"), Recordings = [] },
                Quantizer.TokenSimilarity.Exact, start.Options.Memory),
            start.Lines, start.Followed());
        var replayed = 0;
        foreach (var (round, mutant) in Mutants.OfJson(good).Index())
        {
            File.WriteAllBytes(_session.Heard, mutant);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var run = new ReplayRun(
                    start, mind, _session, _files.Path("again.mid"), _files.Path("again.jsonl"),
                    _files.Path("notes.jsonl"));
                ReplaySession.Play(run, _session, CancellationToken.None);
                replayed++;
            }
            catch (CommandException e)
            {
                Assert.Equal(ExitCode.Refused, e.ExitCode);
                Assert.DoesNotContain('\n', e.Message);
            }
            catch (Exception e)
            {
                Assert.Fail($"mutant {round}: {e}\n{Encoding.UTF8.GetString(mutant)}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256_000_000);
        }

        Assert.InRange(replayed, 20, Mutants.Rounds - 20);
    }

    [Fact]
    public void Decisions_that_were_damaged_are_compared_as_far_as_they_go()
    {
        var good = string.Join('\n', File.ReadLines(_session.Decisions).Take(5)) + "\n";
        foreach (var (round, mutant) in Mutants.OfJson(good).Index())
        {
            File.WriteAllBytes(_session.Decisions, mutant);
            try
            {
                using var decisions = new DecisionComparison(
                    Session.Io.LogLines.Read(_session.Decisions));
                decisions.End();
                Assert.DoesNotContain('\n', decisions.Difference ?? "");
            }
            catch (Exception e)
            {
                Assert.Fail($"mutant {round}: {e}\n{Encoding.UTF8.GetString(mutant)}");
            }
        }
    }

    [Fact]
    public async Task Each_damaged_file_of_a_session_is_exit_3()
    {
        foreach (var file in (string[])[_session.Start, _session.Heard, _session.Summary])
        {
            var good = await File.ReadAllBytesAsync(file);
            await File.WriteAllBytesAsync(file, [.. good[..(good.Length / 2)], .. "}{\n{"u8, 0]);
            (await CommandRun.Here(
                "replay", _files.Path("session"), "--from-audio", "--session",
                _files.Path("again"))).AssertRefused(3, Path.GetFileName(file));
            await File.WriteAllBytesAsync(file, good);
        }
    }
}
