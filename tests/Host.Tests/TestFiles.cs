using Antiphon.Capture.Io;

namespace Antiphon.Host.Tests;

/// <summary>A folder of its own for a test, and sounds to put there.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-test-");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>
    /// Decaying tones and bursts of noise, so that both stems have something to say.
    /// </summary>
    public string Wav(string name, double seconds, int sampleRateHz = 44_100)
    {
        var random = new Signal.SplitMix64(4);
        var samples = new float[(int)(seconds * sampleRateHz)];
        for (var i = 0; i < samples.Length; i++)
        {
            var time = (double)i / sampleRateHz;
            var (note, age) = ((int)(time / 0.3), time % 0.3);
            var pitchHz = 220 * Math.Pow(2, note * 7 % 12 / 12.0);
            samples[i] = (float)(0.4 * Math.Sin(2 * Math.PI * pitchHz * age) * Math.Exp(-5 * age)
                + 0.3 * (2 * random.NextDouble() - 1) * Math.Exp(-15 * age));
        }

        return Wav(name, samples, sampleRateHz);
    }

    public string Wav(string name, float[] samples, int sampleRateHz = 44_100)
    {
        WavFileWriter.WriteAll(Path(name), samples, sampleRateHz, channels: 1, WavEncoding.Float32);
        return Path(name);
    }

    public string Bytes(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public string Text(string name, string text) =>
        Bytes(name, System.Text.Encoding.UTF8.GetBytes(text));

    public void Dispose() => _folder.Delete(recursive: true);
}
