using System.Text.Json;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Disk.Io;
using Antiphon.Flow;
using Antiphon.Host.Output;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Replay;
using Antiphon.Rig;
using Antiphon.Session.Io;

namespace Antiphon.Host.Composition;

/// <summary>
/// The sound of a session once more through the graph that plays, as fast as it goes: the same
/// words must come out.
/// </summary>
internal sealed class AudioReplay : IRigObserver, IDisposable
{
    private const int MostBytes = 64_000_000;

    private readonly TokenStreamHash _hash = new();
    private readonly List<HeardTokens> _heard = [];

    private AudioReplay()
    {
    }

    /// <summary>The recording of a session's sound.</summary>
    /// <exception cref="CommandException">None is known, or it has changed.</exception>
    public static string AddressOf(
        SessionStart start, SessionFolder played, string? asked)
    {
        if (asked is not null)
        {
            return asked;
        }

        if (RecordedInput.IsThere(played))
        {
            return played.Input;
        }

        var input = start.Input;
        if (input.Sha256 is null)
        {
            return input.Address is AudioInputs.Demo or AudioInputs.DemoBand
                ? input.Address
                : throw CommandException.Refused(
                    $"{played.FullPath} kept no sound and {input.Address} is no recording; play "
                    + "with --record, or name a recording: --from-audio FILE");
        }

        return SessionStart.FileOf(input.Address) is { } file
            && FileHash.Sha256(file) == input.Sha256
            ? input.Address
            : throw CommandException.Refused(
                $"{input.Address} is gone or is not the recording that was played; name it: "
                + "--from-audio FILE");
    }

    /// <summary>Hears it.</summary>
    /// <param name="words">What the session remembered, in order.</param>
    /// <param name="isCut">The session was cut off, and its recording may be the shorter.</param>
    public static async Task<TokenComparison> Compare(
        RigSystem rig, HearingSpec ears, Vocabulary vocabulary, SessionStart start,
        SessionFolder played, string address, IReadOnlyList<HeardTokens> words,
        bool isCut, CancellationToken stop)
    {
        using var heard = new AudioReplay();
        using var whole = address == played.Input
            ? new RecordedInput(played)
            : AudioInputs.Open(address);
        using var input = new EndableAudioInput(whole, FramesOf(start, whole));
        await using var ending = stop.Register(input.End).ConfigureAwait(false);
        var outcome = await rig.Run(new RigPlan
        {
            Ears = ears,
            Input = input,
            Quantizer = vocabulary.CreateQuantizer,
            Observer = heard,
        }).ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
        RunEnd.RequireHeard(outcome, address);
        return TokenComparison.Of(
            words, heard._heard, TokenStreamOf(played), heard._hash.ToHex(),
            whole is RecordedInput kept ? kept.FirstHole ?? (isCut ? kept.End : null) : null);
    }

    public void Tokenized(Slot slot)
    {
        if (slot is FrameToken token)
        {
            _hash.Append(token);
            _heard.Add(new HeardTokens(token.Ordinal, token.Harmonic, token.Percussive));
        }
    }

    public void Dispose() => _hash.Dispose();

    private static long? FramesOf(SessionStart start, IAudioInput input) =>
        start.Input.Seconds is { } seconds
            ? (long)Math.Round(seconds * input.SampleRateHz)
            : null;

    private static string? TokenStreamOf(SessionFolder played)
    {
        if (!File.Exists(played.Summary))
        {
            return null;
        }

        try
        {
            using var summary = JsonDocument.Parse(
                ReadableFile.ReadText(played.Summary, MostBytes));
            return summary.RootElement.TryGetProperty("tokenStreamSha256", out var sha256)
                ? sha256.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException
            or UnauthorizedAccessException)
        {
            throw CommandException.Refused(
                $"{played.Summary} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
