using Microsoft.ML.OnnxRuntime;

namespace Antiphon.Encoder.Io;

/// <summary>A step's inputs and outputs, bound once.</summary>
internal sealed class EarRun : IDisposable
{
    private readonly List<OrtValue> _values = [];
    private readonly float[][] _past;

    /// <param name="session">The ear.</param>
    /// <param name="window">The sound of a step, pinned.</param>
    /// <param name="tuning">One number: the tuning in bands, pinned.</param>
    /// <param name="frames">Frames of a step.</param>
    /// <param name="past">What the step before kept, as <see cref="KeptOf"/> gives it.</param>
    /// <param name="kept">What this step keeps, likewise.</param>
    public EarRun(
        InferenceSession session,
        float[] window,
        float[] tuning,
        int frames,
        float[][] past,
        float[][] kept)
    {
        _past = past;
        Binding = session.CreateIoBinding();
        Binding.BindInput(EarModel.InputName, Wrap(window, [window.Length]));
        Binding.BindInput(EarModel.TuningName, Wrap(tuning, [1]));
        foreach (var (name, i) in KeptNames(session).Select((name, i) => (name, i)))
        {
            var shape = ShapeOf(session, name);
            Binding.BindInput(EarModel.PastPrefix + name, Wrap(past[i], shape));
            Binding.BindOutput(EarModel.KeptPrefix + name, Wrap(kept[i], shape));
        }

        Notes = Output(EarModel.NoteOutput, frames, EarModel.Keys);
        Onsets = Output(EarModel.OnsetOutput, frames, EarModel.Keys);
        Drums = Output(EarModel.DrumOutput, frames, EarModel.DrumClasses);
        Powers = Output(EarModel.PowerOutput, frames, EarModel.Keys);
        Front = Output(EarModel.FrontOutput, frames, EarModel.Bands);
    }

    public OrtIoBinding Binding { get; }

    public float[] Notes { get; }

    public float[] Onsets { get; }

    public float[] Drums { get; }

    public float[] Powers { get; }

    public float[] Front { get; }

    /// <summary>Room for what a step keeps, all zeros, pinned.</summary>
    public static float[][] KeptOf(InferenceSession session) =>
    [
        .. KeptNames(session).Select(name => GC.AllocateArray<float>(
            (int)ShapeOf(session, name).Aggregate((product, axis) => product * axis),
            pinned: true)),
    ];

    /// <summary>Lets the next step have another past.</summary>
    public void Restore(float[][] past)
    {
        for (var i = 0; i < past.Length; i++)
        {
            past[i].CopyTo(_past[i], 0);
        }
    }

    public void Dispose()
    {
        Binding.Dispose();
        _values.ForEach(value => value.Dispose());
    }

    private static IEnumerable<string> KeptNames(InferenceSession session) =>
        from name in session.InputNames
        where name.StartsWith(EarModel.PastPrefix, StringComparison.Ordinal)
        select name[EarModel.PastPrefix.Length..];

    private static long[] ShapeOf(InferenceSession session, string name) =>
        Array.ConvertAll(
            session.InputMetadata[EarModel.PastPrefix + name].Dimensions, axis => (long)axis);

    private float[] Output(string name, int frames, int width)
    {
        var buffer = GC.AllocateArray<float>(frames * width, pinned: true);
        Binding.BindOutput(name, Wrap(buffer, [frames, width]));
        return buffer;
    }

    private OrtValue Wrap(float[] buffer, long[] shape)
    {
        var value = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, new Memory<float>(buffer), shape);
        _values.Add(value);
        return value;
    }
}
