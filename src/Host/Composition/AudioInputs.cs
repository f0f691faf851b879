using System.Runtime.ExceptionServices;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Demo;
using Antiphon.Host.Output;
using Antiphon.Wording;

namespace Antiphon.Host.Composition;

/// <summary>Opens what the rig is to hear, by address.</summary>
internal static class AudioInputs
{
    public const string Demo = "demo:";

    /// <summary>What <c>antiphon demo</c> plays.</summary>
    public const string DemoBand = "demo:band";

    private const string Generated = "generated:";

    private const string SoundCard = "portaudio:";
    private const string StandardInput = "stdin:";
    private const string StandardInputFile = "/proc/self/fd/0";
    private static readonly string[] Schemes =
        [SoundCard, "file:", StandardInput, Demo, Generated];

    private static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(10);

    /// <summary>Opens a recording: <c>file:PATH</c>, a path, or <c>demo:</c>.</summary>
    /// <exception cref="CommandException">The address is that of a live input.</exception>
    /// <exception cref="AudioInputException">The recording cannot be read.</exception>
    public static IAudioInput Open(string address)
    {
        if (Scheme(address, SoundCard) is not null || Scheme(address, StandardInput) is not null)
        {
            throw CommandException.BadUsage(
                $"{address} is live, and this command works on recordings; use file:PATH");
        }

        RequireKnown(address);
        return address switch
        {
            Demo => new MemoryAudioInput(
                "demo", DemoPerformance.Render(), DemoPerformance.SampleRateHz),
            DemoBand => new MemoryAudioInput(
                "demo", Antiphon.Demo.DemoBand.Render(), Antiphon.Demo.DemoBand.SampleRateHz),
            _ => new FileAudioInput(address),
        };
    }

    /// <summary>The files that are read from an address of any kind; a device is none.</summary>
    public static IEnumerable<string> FilesOf(string address) =>
        address is Demo or DemoBand or Generated || IsSoundCard(address) ? []
        : Scheme(address, StandardInput) is not null ? [StandardInputFile]
        : [FileAudioInput.PathOf(address)];

    /// <summary>Refuses an address of no kind that there is; a file may have any name.</summary>
    /// <exception cref="CommandException">The address has a scheme that nobody knows.</exception>
    public static void RequireKnown(string address)
    {
        if (Scheme(address, "file:") is "")
        {
            throw CommandException.BadUsage("the input has no file name: write file:PATH");
        }

        var scheme = address[..(address.IndexOf(':', StringComparison.Ordinal) + 1)];
        if (scheme.Length <= 2
            || !scheme.SkipLast(1).All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '+')
            || Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase)
                && (address is Demo or DemoBand or Generated || !IsGenerated(scheme))
            || File.Exists(address))
        {
            return;
        }

        throw CommandException.BadUsage(
            $"there is no input of the kind '{scheme}' ({address}); "
            + (NearestName.Near(scheme, Schemes) is { } near ? $"did you mean {near}? " : "")
            + "use portaudio:NAME, file:PATH, stdin: or demo:");
    }

    private static bool IsGenerated(string scheme) =>
        scheme.Equals(Demo, StringComparison.OrdinalIgnoreCase)
        || scheme.Equals(Generated, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for an address behind which a microphone may hear a speaker.</summary>
    public static bool IsSoundCard(string address) => Scheme(address, SoundCard) is not null;

    /// <summary>
    /// Opens an input that is played: a recording, <c>portaudio:NAME</c>, or <c>stdin:</c>.
    /// </summary>
    /// <exception cref="CommandException">A sound card was to be heard off line.</exception>
    /// <exception cref="AudioInputException">The input cannot be heard.</exception>
    public static IAudioInput OpenLive(PlaySettings settings, CaptureOptions options)
    {
        if (Scheme(settings.Input, StandardInput) is not null)
        {
            return OpenPipe(settings, options);
        }

        if (Scheme(settings.Input, SoundCard) is not { } name)
        {
            return Open(settings.Input);
        }

        return settings.Freewheel
            ? throw CommandException.BadUsage(
                $"{settings.Input} is live and brings sound in its own time; leave out --freewheel")
            : OpenSoundCard(new PortAudioSource(name, options, TimeProvider.System), options);
    }

    private static IAudioInput OpenPipe(PlaySettings settings, CaptureOptions options)
    {
        var (stream, rateHz, channels) =
            (Console.OpenStandardInput(), settings.RawRateHz, settings.RawChannels);
        if (settings.Freewheel)
        {
            return new StreamAudioInput(StandardInput, stream, rateHz, channels);
        }

        var pipe = new PipeDevice(StandardInput, stream, rateHz, channels, TimeProvider.System);
        return new DeviceAudioInput(pipe, pipe, options, TimeProvider.System);
    }

    private static DeviceAudioInput OpenSoundCard(
        PortAudioSource source, CaptureOptions options)
    {
        var opening = source.Open(lost: null);
        try
        {
            return opening.Wait(OpenPatience)
                ? new DeviceAudioInput(source, opening.Result, options, TimeProvider.System)
                : throw new CommandException(
                    ExitCode.Hung, $"{source.Name} does not open: its driver hangs; start again");
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.GetBaseException());
            throw;
        }
    }

    private static string? Scheme(string address, string scheme) =>
        address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? address[scheme.Length..]
            : null;

    /// <summary>
    /// Opens recordings one after another; <c>generated:</c> stands for the whole corpus.
    /// </summary>
    public static IEnumerable<Func<IAudioInput>> OpenAll(IEnumerable<string> addresses) =>
        addresses.SelectMany(address => address == Generated
            ? GeneratedPieces.Pieces.Select(piece => (Func<IAudioInput>)(() => Open(piece)))
            : [() => Open(address)]);

    private static MemoryAudioInput Open(GeneratedPiece piece) =>
        new(piece.Name, piece.Render(), GeneratedPiece.SampleRateHz);
}
