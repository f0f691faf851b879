using Antiphon.Agent;
using Antiphon.Session.Io;

namespace Antiphon.Host.Composition;

/// <summary>What a run was asked to do.</summary>
internal sealed record PlaySettings
{
    /// <summary>Address of the input.</summary>
    public required string Input { get; init; }

    /// <summary>Addresses of MIDI outputs besides the session's own <c>reply.mid</c>.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Address of a MIDI input that is heard too; null for none.</summary>
    public string? MidiInput { get; init; }

    /// <summary>The vocabulary file.</summary>
    public string Vocabulary { get; init; } = HearingSetup.ShippedVocabulary;

    /// <summary>Corpus files that are remembered from the start.</summary>
    public IReadOnlyList<string> Corpora { get; init; } = [];

    /// <summary>A setlist that is played; null for none.</summary>
    public ReadSetlist? Setlist { get; init; }

    /// <summary>Commands that take effect by themselves, in order of time.</summary>
    public IReadOnlyList<ControlGiven> Commands { get; init; } = [];

    /// <summary>A chart of what is played; null for none.</summary>
    public PlayedChart? Chart { get; init; }

    /// <summary>As fast as the machine can, on a virtual clock.</summary>
    public bool Freewheel { get; init; }

    /// <summary>Seconds after which the run ends; null for the whole input.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Rate of raw samples on standard input, in Hz.</summary>
    public int RawRateHz { get; init; } = 44_100;

    /// <summary>Channels of raw samples on standard input.</summary>
    public int RawChannels { get; init; } = 1;

    /// <summary>The session folder; null for one named after the time.</summary>
    public string? SessionFolder { get; init; }

    /// <summary>A session that lies there may go.</summary>
    public bool Replace { get; init; }

    /// <summary>Where the session is to be left, and what may not lie there.</summary>
    public SessionPlace Place =>
        new(SessionFolder, Replace, Read, TimeProvider.System.GetLocalNow());

    /// <summary>The files that it reads.</summary>
    public IReadOnlyList<string> Read =>
    [
        .. SessionStart.FileOf(Input) is { } recording ? [recording] : Array.Empty<string>(),
        Vocabulary,
        .. Corpora,
        .. Setlist?.Files ?? [],
        .. Chart is { } chart ? [chart.Path] : Array.Empty<string>(),
    ];

    /// <summary>Where this process logs; empty for nowhere.</summary>
    public string LogFile { get; init; } = "";

    /// <summary>Wait for a device that is not there, instead of refusing.</summary>
    public bool WaitsForDevices { get; init; }

    /// <summary>Keep what was captured, unaltered.</summary>
    public bool Record { get; init; }
}
