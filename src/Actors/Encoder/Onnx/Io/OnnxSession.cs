using Antiphon.Native;
using Microsoft.ML.OnnxRuntime;

namespace Antiphon.Encoder.Io;

/// <summary>The one place where ONNX Runtime is entered: for encoders and for the ear.</summary>
internal static class OnnxSession
{
    // Nothing is sent to anyone: the runtime reports to its maker unless it is told not to before
    // its first call.
    static OnnxSession() => NativeEnvironment.SetDefault("ORT_DISABLE_TELEMETRY", "1");

    /// <summary>Loads a graph.</summary>
    /// <exception cref="OnnxRuntimeException">The runtime cannot load it.</exception>
    public static InferenceSession Open(string path, EncoderOptions options)
    {
        using var settings = new SessionOptions
        {
            IntraOpNumThreads = options.IntraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };

        // Within a run threads always spin for each other: a run is hundreds of short steps.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "1");
        settings.AddSessionConfigEntry(
            "session.force_spinning_stop", options.Spinning ? "0" : "1");
        return new InferenceSession(path, settings);
    }
}
