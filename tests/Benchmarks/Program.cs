using System.Globalization;
using Antiphon.Benchmarks;
using Antiphon.Benchmarks.Killed;
using Antiphon.Benchmarks.MidiJitter;
using Antiphon.Benchmarks.Musicality;
using Antiphon.Benchmarks.Partner;
using Antiphon.Benchmarks.Tables;
using Antiphon.Benchmarks.Yardstick;
using BenchmarkDotNet.Running;

// What is no micro-benchmark goes by its name: a table of docs/measurements.md, or a run.
switch (args)
{
    case ["hpss-table", .. var rest]:
        await HpssTable.Print(rest);
        return 0;
    case ["health-table", .. var rest]:
        await HealthTable.Print(rest);
        return 0;
    case ["mert-table", .. var rest]:
        await MertTable.Print(rest);
        return 0;
    case ["memory-table", .. var corpora]:
        MemoryFigures.Print(corpora);
        return 0;
    case ["partner-table", .. var rest]:
        await PartnerTable.Print(rest);
        return 0;
    case ["decision-table", .. var rest]:
        await DecisionFigures.Print(rest);
        return 0;
    case [YardstickProgram.Verb, .. var files]:
        await YardstickProgram.Run(files.FirstOrDefault(), files.ElementAtOrDefault(1));
        return 0;
    case [MusicalityVerb.Verb, .. var rest]:
        return await MusicalityVerb.Run(rest);
    case [JudgedSounds.Verb, .. var sounds]:
        JudgedSounds.Print(sounds);
        return 0;
    case ["midi-jitter", .. var options]:
        return await JitterVerb.Run(options);
    case [NoteReceiver.Verb, var name]:
        return NoteReceiver.Receive(name);
    case ["capture", var seconds]:
        await CaptureRun.Play(int.Parse(seconds, CultureInfo.InvariantCulture));
        return 0;
    case ["reflex", var seconds, var file, .. var more]:
        return await ReflexRun.Play(
            double.Parse(seconds, CultureInfo.InvariantCulture), file, more is ["deaf"]);
    case [KilledVerb.Verb, .. var options]:
        return await KilledVerb.Run(options);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(EncoderBenchmarks).Assembly).Run(args);
        return 0;
}
