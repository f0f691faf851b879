using Antiphon.Agent;
using Antiphon.Capture.Io;
using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Flow;
using Antiphon.Host.Configuration;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Host.Composition;

/// <summary>What a performance is made of.</summary>
internal sealed record PerformanceParts
{
    public required RigOptions Options { get; init; }

    public required RigSystem Rig { get; init; }

    public required HearingSetup Hearing { get; init; }

    /// <summary>It has proved itself.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>What is heard; it is disposed with the performance.</summary>
    public required EndableAudioInput Input { get; init; }

    /// <summary>Where the reply goes; likewise.</summary>
    public required IMidiOutput Output { get; init; }

    /// <summary>The sample clock that both live by.</summary>
    public required SampleClock Clock { get; init; }

    /// <summary>As fast as the machine can, on a virtual clock.</summary>
    public bool Freewheel { get; init; }

    /// <summary>What is remembered from the start.</summary>
    public PriorMemory Ground { get; init; } = PriorMemory.Bare;

    /// <summary>Commands that take effect by themselves, in order of time.</summary>
    public IReadOnlyList<ControlGiven> Schedule { get; init; } = [];

    /// <summary>What is played; null where nobody told.</summary>
    public Chart? Chart { get; init; }

    /// <summary>Charts that commands of the schedule name.</summary>
    public IReadOnlyDictionary<string, Chart> Charts { get; init; } =
        new Dictionary<string, Chart>();

    /// <summary>Where sets of parameters are kept.</summary>
    public IPresets Presets { get; init; } = new PresetFolder("");

    /// <summary>What a performer may recall by name; null to take any name.</summary>
    public RecallNames? Names { get; init; }

    /// <summary>
    /// Fault injection, as in <see cref="Antiphon.Rig.RigPlan"/>; null outside tests.
    /// </summary>
    public Action<Slot>? BeforeWork { get; init; }

    /// <summary>Told of every note that went out or was let go.</summary>
    public Action<NoteSounded> Sounded { get; init; } = _ => { };

    /// <summary>Told of all that the transport does.</summary>
    public Action<TransportMove> Moved { get; init; } = _ => { };

    /// <summary>Told of every command that a performer gave.</summary>
    public Action<ControlGiven> Commanded { get; init; } = _ => { };
}
