using Antiphon.Capture.Io;
using Antiphon.Demo;

namespace Antiphon.Host.Composition;

/// <summary>Opens what the rig is to hear, by address.</summary>
internal static class AudioInputs
{
    public const string Demo = "demo:";
    private const string Generated = "generated:";

    // Named by the design, and not built yet: said plainly instead of being taken for a file name.
    private static readonly string[] NotYet = ["portaudio:", "stdin:"];

    /// <summary>Opens an input that is played: <c>file:PATH</c>, a path, or <c>demo:</c>.</summary>
    /// <exception cref="CommandException">
    /// The address is not one that this version knows.
    /// </exception>
    /// <exception cref="AudioInputException">The recording cannot be read.</exception>
    public static IAudioInput Open(string address)
    {
        if (NotYet.FirstOrDefault(address.StartsWith) is { } scheme)
        {
            throw CommandException.BadUsage(
                $"{scheme} is not driven by this version yet; use file:PATH or demo:");
        }

        return address == Demo
            ? new MemoryAudioInput("demo", DemoPerformance.Render(), DemoPerformance.SampleRateHz)
            : new FileAudioInput(address);
    }

    /// <summary>
    /// Opens recordings one after another; <c>generated:</c> stands for the whole corpus.
    /// </summary>
    public static IEnumerable<Func<IAudioInput>> OpenAll(IEnumerable<string> addresses) =>
        addresses.SelectMany(address => address == Generated
            ? GeneratedCorpus.Pieces.Select(piece => (Func<IAudioInput>)(() => Open(piece)))
            : [() => Open(address)]);

    private static MemoryAudioInput Open(GeneratedPiece piece) =>
        new(piece.Name, piece.Render(), GeneratedPiece.SampleRateHz);
}
