using Antiphon.Perception;
using Microsoft.ML.OnnxRuntime;

namespace Antiphon.Host.Composition;

/// <summary>The machine and the runtimes that this process computes with.</summary>
internal static class Runtime
{
    public static RuntimeFingerprint Fingerprint { get; } = RuntimeFingerprint.Current(
        typeof(InferenceSession).Assembly.GetName().Version?.ToString() ?? "unknown");
}
