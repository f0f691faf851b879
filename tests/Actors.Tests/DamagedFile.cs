using System.Text;
using Antiphon.Tests.Capture;
using Xunit;

namespace Antiphon.Tests;

/// <summary>A file that is damaged in many ways, one after another.</summary>
internal sealed class DamagedFile : IDisposable
{
    /// <summary>Where it lies.</summary>
    public TemporaryFolder Folder { get; } = new();

    public string Path => Folder.PathOf("mutant");

    /// <summary>Mutants of a text of JSON: of its bytes, its words and its values.</summary>
    public static IEnumerable<byte[]> Json(string good) =>
        Mutants.OfJson(good).Concat(Mutants.OfNodes(good));

    public void Dispose() => Folder.Dispose();

    /// <summary>Reads each mutant: whole, or refused in one line, and nothing else.</summary>
    /// <typeparam name="T">The refusal.</typeparam>
    public void Try<T>(IEnumerable<byte[]> mutants, Action read)
        where T : Exception
    {
        var (refused, tried) = (0, 0);
        foreach (var (round, mutant) in mutants.Index())
        {
            tried = round + 1;
            File.WriteAllBytes(Path, mutant);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read();
            }
            catch (T refusal)
            {
                refused++;
                Assert.DoesNotContain('\n', refusal.Message);
            }
            catch (Exception raw)
            {
                Assert.Fail($"mutant {round}: {raw}\n{Encoding.UTF8.GetString(mutant)}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64_000_000);
        }

        Assert.InRange(refused, 20, tried);
    }
}
