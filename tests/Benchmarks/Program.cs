using Antiphon.Benchmarks;
using BenchmarkDotNet.Running;

// What takes real time and real servers is no micro-benchmark: capture SECONDS.
if (args is ["capture", var seconds])
{
    await CaptureRun.Play(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
