using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Antiphon.Perception;

/// <summary>
/// The machine and runtime that computed something: where equal, results are bit-equal.
/// </summary>
/// <param name="OperatingSystem">Family: linux, windows, macos or other.</param>
/// <param name="Architecture">Of the processor, as in x64.</param>
/// <param name="DotNet">Version of the runtime.</param>
/// <param name="OnnxRuntime">Version of ONNX Runtime.</param>
/// <param name="Vectors">Width of the processor's vectors, and what else the caller adds.</param>
public sealed record RuntimeFingerprint(
    string OperatingSystem, string Architecture, string DotNet, string OnnxRuntime, string Vectors)
{
    /// <summary>The fingerprint of this process.</summary>
    /// <param name="onnxRuntime">Version of ONNX Runtime, from the adapter that loads it.</param>
    /// <param name="vectorDetail">More about the processor or the threads; may be empty.</param>
    public static RuntimeFingerprint Current(string onnxRuntime, string vectorDetail = "") => new(
        System.OperatingSystem.IsLinux() ? "linux"
            : System.OperatingSystem.IsWindows() ? "windows"
            : System.OperatingSystem.IsMacOS() ? "macos" : "other",
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        Environment.Version.ToString(),
        onnxRuntime,
        (Vector512.IsHardwareAccelerated ? "v512"
            : Vector256.IsHardwareAccelerated ? "v256"
            : Vector128.IsHardwareAccelerated ? "v128" : "scalar")
        + (vectorDetail.Length == 0 ? string.Empty : "/" + vectorDetail));

    public override string ToString() =>
        $"{OperatingSystem}-{Architecture}, .NET {DotNet}, ONNX Runtime {OnnxRuntime}, {Vectors}";
}
