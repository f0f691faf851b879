using System.Globalization;
using System.Text.Json;
using Antiphon.Capture.Io;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Session.Io;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// The sound of a session once more through the graph that plays, as fast as it goes: the same
/// words must come out.
/// </summary>
internal sealed class AudioReplay : IRigObserver, IDisposable
{
    private readonly TokenStreamHash _hash = new();
    private readonly List<HeardWords> _heard = [];

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

        if (File.Exists(played.Input))
        {
            return played.Input;
        }

        var input = start.Input;
        if (input.Sha256 is null)
        {
            return input.Address == AudioInputs.Demo
                ? input.Address
                : throw CommandException.Refused(
                    $"{played.FullPath} kept no sound and {input.Address} is no recording; play "
                    + "with --record, or name a recording: --from-audio FILE");
        }

        return SessionStart.FileOf(input.Address) is { } file
            && SessionStart.Hash(file) == input.Sha256
            ? input.Address
            : throw CommandException.Refused(
                $"{input.Address} is gone or is not the recording that was played; name it: "
                + "--from-audio FILE");
    }

    /// <summary>Hears it.</summary>
    /// <param name="words">What the session remembered, in order.</param>
    /// <returns>What differs, for a person, or what is to be said of what does not.</returns>
    public static async Task<(string? Difference, string? Remark)> Compare(
        Rig.Rig rig, Ears ears, Vocabulary vocabulary, SessionStart start, SessionFolder played,
        string address, IReadOnlyList<HeardWords> words)
    {
        using var heard = new AudioReplay();
        using var whole = AudioInputs.Open(address);
        using var input = new EndableAudioInput(whole, FramesOf(start, whole));
        var outcome = await rig.Run(new RigPlan
        {
            Ears = ears,
            Input = input,
            Quantizer = vocabulary.CreateQuantizer(),
            Observer = heard,
        }).ConfigureAwait(false);
        if (outcome.Fault is { } fault)
        {
            throw CommandException.Refused($"{address}: {fault}");
        }

        return heard.Compare(address, words, TokenStreamOf(played));
    }

    public void Read(Slot slot)
    {
        if (slot is FrameToken token)
        {
            _hash.Append(token);
            _heard.Add(new HeardWords(token.Ordinal, token.Harmonic, token.Percussive));
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

        using var summary = JsonDocument.Parse(File.ReadAllText(played.Summary));
        return summary.RootElement.TryGetProperty("tokenStreamSha256", out var sha256)
            ? sha256.GetString()
            : null;
    }

    private (string? Difference, string? Remark) Compare(
        string address, IReadOnlyList<HeardWords> words, string? sha256)
    {
        var here = _hash.ToHex();
        if (here == sha256)
        {
            return (null, Text(
                $"{_heard.Count} tokens from {address} as they were (SHA-256 {here[..12]}…)"));
        }

        // A session that was stopped may have heard its last segment without what follows it.
        var sure = _heard.Count > words.Count
            ? words.Count - FrameGrid.FramesPerSegment
            : words.Count;
        for (var i = 0; i < sure; i++)
        {
            if (i >= _heard.Count || _heard[i] != words[i])
            {
                return (Difference(address, i, words), null);
            }
        }

        return (
            _heard.Count > words.Count ? null : $"the token stream of {address} is another",
            Text($"{sure} tokens from {address} as they were; the session ended before it did"));
    }

    private string Difference(string address, int index, IReadOnlyList<HeardWords> words)
    {
        var was = words[index];
        var seconds = FrameGrid.SegmentLength.Seconds * was.Ordinal / FrameGrid.FramesPerSegment;
        var now = index < _heard.Count
            ? Text($"frame {_heard[index].Ordinal} {_heard[index].Harmonic} / ")
                + $"{_heard[index].Percussive}"
            : "nothing";
        return Text($"the words from {address} differ at {seconds:0.00} s: frame {was.Ordinal} ")
            + $"{was.Harmonic} / {was.Percussive} was remembered, and {now} is heard";
    }

    private static string Text(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);
}
