using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>The stages behind capture, and what each of them works on.</summary>
internal static class Stages
{
    public static IReadOnlyDictionary<StageName, Type> WorkOn { get; } =
        new Dictionary<StageName, Type>
        {
            [StageName.Hpss] = typeof(SegmentCaptured),
            [StageName.Encoder] = typeof(SegmentSeparated),
            [StageName.Quantizer] = typeof(SegmentEncoded),
            [StageName.MemoryBuffer] = typeof(FrameToken),
            [StageName.Transcriber] = typeof(ReflexHeard),
            [StageName.Agent] = typeof(TokenRemembered),
            [StageName.Midi] = typeof(AgentDecided),
        };

    public static TheoryData<StageName> Names => [.. WorkOn.Keys];
}
