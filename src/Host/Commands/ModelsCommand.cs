using System.CommandLine;
using System.Globalization;
using Antiphon.Disk.Io;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Host.Composition;
using Antiphon.Host.Output;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon models</c>: the encoders, and whether their files are whole.</summary>
internal static class ModelsCommand
{
    public static Command Build() => new("models", "The encoders")
    {
        List(),
        Verify(),
        Probe(),
        Spectral(),
        Import(),
    };

    private static Command List()
    {
        var command = new Command("list", "Which models the manifest names");
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            var models = Manifest().Models;
            terminal.Table(
                ["name", "file", "features", "context", "licence", "source"],
                models.Select(model => (IReadOnlyList<string>)
                [
                    model.Name, model.File, Text(model.Dimensions),
                    $"{model.ContextSamples} samples",
                    model.Licence, model.Source,
                ]));
            terminal.Document(models);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Hold every model file against the manifest");
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            foreach (var model in Manifest().Models)
            {
                Manifest().Check(model.Name);
                terminal.Line($"{model.Name}: {model.File} is whole (SHA-256 {model.Sha256})");
            }

            terminal.Document(new
            {
                Verified = Manifest().Models.Select(model => model.Name),
                Files = Manifest().Models.Select(
                    model => new { model.Name, model.File, model.Sha256 }),
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Probe()
    {
        var command =
            new Command("probe", "Frames that a model gives for sounds of several lengths");
        var name = new Argument<string>("NAME")
        {
            Description = "A model of the manifest",
            DefaultValueFactory = _ => SpectralEncoderModel.Name,
        };
        command.Add(name);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            var results = ModelTrial.Run(Manifest().Check(parsed.GetValue(name)!));
            terminal.Table(
                ["length", "frames"],
                results.Select(result => (IReadOnlyList<string>)
                    [$"{result.LengthMs} ms", Text(result.Frames)]));
            terminal.Document(results);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Spectral()
    {
        var command = new Command("spectral", "Build the embedded encoder anew, byte for byte");
        var output = new Option<string>("--out") { Description = "The ONNX file", Required = true };
        command.Add(output);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            WholeFile.Write(path, SpectralEncoderModel.Build);
            var sha256 = FileHash.Sha256(path);
            common.Terminal(parsed).Line($"wrote {path} (SHA-256 {sha256})");
            common.Terminal(parsed).Document(new { File = path, Sha256 = sha256 });
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Import()
    {
        var command =
            new Command("import", "Build an encoder from a published MERT or HuBERT folder");
        var folder = new Argument<string>("FOLDER")
        {
            Description = "With config.json and model.safetensors or pytorch_model.bin",
        };
        var output = new Option<string>("--out") { Description = "The ONNX file", Required = true };
        var layer = NumberFlag.Whole("--layer", "The last layer that is used", 0, 999, 7);
        command.Add(folder);
        command.Add(output);
        command.Add(layer);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var model = ModelImport.Run(
                parsed.GetValue(folder)!, parsed.GetValue(output)!, parsed.GetValue(layer));
            common.Terminal(parsed).Line(
                $"wrote {parsed.GetValue(output)}: model '{model.Name}', "
                + $"{model.Dimensions} features");
            common.Terminal(parsed).Document(model);
            return ExitCode.Done;
        });
        return command;
    }

    private static ModelManifest Manifest() => ModelManifest.Load(HearingSetup.ModelsFolder);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
