using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>The stages behind capture, and what each of them works on.</summary>
internal static class Stages
{
    public static IReadOnlyDictionary<string, Type> WorkOn { get; } = new Dictionary<string, Type>
    {
        ["Hpss"] = typeof(SegmentCaptured),
        ["Encoder"] = typeof(SegmentSeparated),
        ["Quantizer"] = typeof(SegmentEncoded),
        ["MemoryBuffer"] = typeof(FrameToken),
        ["Agent"] = typeof(TokenRemembered),
        ["Midi"] = typeof(AgentDecided),
    };

    public static TheoryData<string> Names => [.. WorkOn.Keys];
}
