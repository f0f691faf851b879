using Antiphon.Session.Io;
using Xunit;

namespace Antiphon.Tests.Session;

public sealed class SessionClaimTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-claim-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_is_held_by_one_run_until_that_is_gone()
    {
        using (var first = Take("s"))
        {
            first.Begin();
            first.Stay();
            Assert.Contains("another process", Refusal("s"), StringComparison.Ordinal);
            Assert.Contains("another process", Refusal("s", replace: true),
                StringComparison.Ordinal);
            Assert.Null(SessionClaim.TryTakeLeft(first.Folder));
        }

        using var left = SessionClaim.TryTakeLeft(new SessionFolder(At("s")));
        Assert.NotNull(left);
    }

    [Theory]
    [InlineData("summary.json")]
    [InlineData("tokens.00001.jsonl.gz")]
    [InlineData("heard.00012.jsonl")]
    [InlineData("reply.mid.events")]
    [InlineData("input-2.wav")]
    [InlineData("start.json.part")]
    public void What_a_session_left_is_refused_and_goes_only_when_it_may(string left)
    {
        Write("s", left);
        Write("s", "session.lock");
        var refused = Refusal("s");
        Assert.Contains(left, refused, StringComparison.Ordinal);
        Assert.Contains("--replace", refused, StringComparison.Ordinal);
        Assert.True(File.Exists(At("s", left)));

        using var claim = Take("s", replace: true);
        Assert.True(File.Exists(At("s", left)), "a start that fails costs no session");
        claim.Begin();
        Assert.Equal(["session.lock"], Names("s"));
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("my-input.wav")]
    [InlineData("tokens.1.jsonl")]
    [InlineData("reply.mid.bak")]
    public void What_is_somebody_elses_is_never_cleared(string other)
    {
        Write("s", "summary.json");
        Write("s", other);
        Assert.Contains(other, Refusal("s", replace: true), StringComparison.Ordinal);
        Assert.Equal(new[] { other, "summary.json" }.Order(), Names("s").Order());
    }

    [Fact]
    public void A_folder_or_a_link_that_is_called_like_a_file_of_a_session_is_not_its()
    {
        Directory.CreateDirectory(At("s", "summary.json"));
        Assert.Contains("summary.json", Refusal("s"), StringComparison.Ordinal);
        Assert.Contains("summary.json", Refusal("s", replace: true), StringComparison.Ordinal);

        Write("t", "start.json");
        Write("elsewhere", "precious.wav");
        File.CreateSymbolicLink(At("t", "tokens.jsonl"), At("elsewhere", "precious.wav"));
        Assert.Contains("tokens.jsonl", Refusal("t", replace: true), StringComparison.Ordinal);
        Assert.Equal("x", File.ReadAllText(At("elsewhere", "precious.wav")));
    }

    [Fact]
    public void An_input_in_it_keeps_it_whatever_it_is_called()
    {
        Write("s", "input.wav");
        File.CreateSymbolicLink(At("alias.wav"), At("s", "input.wav"));
        Directory.CreateSymbolicLink(At("way"), At("s"));
        foreach (var input in new[]
        {
            At("s", "input.wav"), At("s", "..", "s", "input.wav"), At("alias.wav"),
            At("way", "input.wav"), At("s"), At("way"),
        })
        {
            Assert.Contains(
                input, Refusal("s", replace: true, inputs: input), StringComparison.Ordinal);
            Assert.Contains(
                input, Refusal("way", replace: true, inputs: input), StringComparison.Ordinal);
        }

        Assert.True(File.Exists(At("s", "input.wav")));
    }

    [Theory]
    [InlineData("call.wav")]
    [InlineData("notes.jsonl")]
    public void What_only_has_the_name_of_a_sessions_file_is_left(string name)
    {
        Write("s", name);
        foreach (var replace in (bool[])[false, true])
        {
            Assert.Contains(
                $"{name} and no session", Refusal("s", replace), StringComparison.Ordinal);
            Assert.Equal([name], Names("s"));
        }
    }

    [Fact]
    public void A_start_that_comes_to_nothing_leaves_a_folder_of_somebody_as_it_was()
    {
        Write("s", "notes.txt");
        using (var claim = Take("s"))
        {
            claim.Begin();
        }

        Assert.Equal(["notes.txt"], Names("s"));
    }

    [Fact]
    public void Other_files_do_not_keep_a_first_session_away()
    {
        Write("s", "notes.txt");
        using (var claim = Take("s"))
        {
            claim.Begin();
            claim.Stay();
        }

        Assert.Equal(["notes.txt", "session.lock"], Names("s").Order());
    }

    [Fact]
    public void A_start_that_comes_to_nothing_leaves_nothing()
    {
        using (var claim = Take("s"))
        {
            claim.Begin();
            File.WriteAllText(claim.Folder.Start, "{}");
        }

        Assert.False(Directory.Exists(At("s")));
    }

    [Fact]
    public void Runs_that_begin_in_one_second_get_a_folder_each()
    {
        var sessions = At("sessions");
        List<SessionClaim> claims = [];
        Parallel.For(0, 16, _ =>
        {
            var claim = SessionClaim.Take(new SessionPlace(null, false, [], Now)
            {
                Unnamed = sessions,
            });
            claim.Begin();
            claim.Stay();
            lock (claims)
            {
                claims.Add(claim);
            }
        });
        Assert.Equal(16, claims.Select(claim => claim.Folder.FullPath).Distinct().Count());
        Assert.Contains(claims, claim => claim.Folder.FullPath.EndsWith(
            "2026-03-04_05-06-07", StringComparison.Ordinal));
        claims.ForEach(claim => claim.Dispose());
    }

    [Fact]
    public void A_folder_below_a_file_is_refused()
    {
        File.WriteAllText(At("file"), "");
        Assert.Contains("--session", Refusal("file/s"), StringComparison.Ordinal);
        Assert.Contains("--session", Refusal("file"), StringComparison.Ordinal);
    }

    private SessionClaim Take(string name, bool replace = false, params string[] inputs) =>
        SessionClaim.Take(new SessionPlace(At(name), replace, inputs, Now));

    private string Refusal(string name, bool replace = false, params string[] inputs) =>
        Assert.Throws<SessionException>(() => Take(name, replace, inputs)).Message;

    private void Write(string folder, string name)
    {
        Directory.CreateDirectory(At(folder));
        File.WriteAllText(At(folder, name), "x");
    }

    private IEnumerable<string> Names(string folder) =>
        new DirectoryInfo(At(folder)).GetFileSystemInfos().Select(entry => entry.Name);

    private string At(params string[] names) => Path.Combine([_folder.FullName, .. names]);
}
