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
    private static string ShippedEar =>
        Path.Combine(HearingSetup.ModelsFolder, EarModel.WeightsFile);

    public static Command Build() => new("models", "The encoders")
    {
        List(),
        Verify(),
        Probe(),
        Spectral(),
        Import(),
        Ear(),
        EarEncoder(),
    };

    private static Command List()
    {
        var command = new Command("list", "Which models the manifest names");
        OutputGuard.On(command);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            var models = Shelf.Manifests()
                .SelectMany(manifest => manifest.Models).ToList();
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
        var command =
            new Command("verify", "Hold every model file against the manifest, and try it");
        OutputGuard.On(command);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            var verified = new List<ModelEntry>();
            foreach (var manifest in Shelf.Manifests())
            {
                foreach (var model in manifest.Models)
                {
                    ModelTrial.Require(manifest.Check(model.Name));
                    verified.Add(model);
                    terminal.Line($"{model.Name}: {model.File} is whole (SHA-256 {model.Sha256}), "
                        + "and gives numbers for every length of sound");
                }
            }

            terminal.Document(new
            {
                Verified = verified.Select(model => model.Name),
                Files = verified.Select(model => new { model.Name, model.File, model.Sha256 }),
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
            Description = "A model: its name, or its ONNX file",
            DefaultValueFactory = _ => SpectralEncoderModel.Name,
        };
        command.Add(name);
        OutputGuard.On(command);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            var results = ModelTrial.Run(Shelf.Model(parsed.GetValue(name)!));
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
        OutputGuard.On(command).WritesInPlace(output);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            WholeFile.Write(path, SpectralEncoderModel.Build);
            var sha256 = FileHash.Sha256(path);
            common.Terminal(parsed).Line($"wrote {TextTable.Whole(path)} (SHA-256 {sha256})");
            common.Terminal(parsed).Document(new { File = path, Sha256 = sha256 });
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Ear()
    {
        var command = new Command("ear", "Build the ear for notes anew, byte for byte");
        var (output, weights) = FromTheEarsWeights(command);
        OutputGuard.On(command).Reads(weights, otherwise: ShippedEar).WritesInPlace(output);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            EarFile.Build(parsed.GetValue(weights) ?? ShippedEar, path);
            var sha256 = FileHash.Sha256(path);
            common.Terminal(parsed).Line($"wrote {TextTable.Whole(path)} (SHA-256 {sha256})");
            common.Terminal(parsed).Document(new { File = path, Sha256 = sha256 });
            return ExitCode.Done;
        });
        return command;
    }

    private static Command EarEncoder()
    {
        var command = new Command(
            "ear-encoder", "Build an encoder that hears keys beside what the embedded one hears");
        var (output, weights) = FromTheEarsWeights(command);
        OutputGuard.On(command)
            .Reads(weights, otherwise: ShippedEar)
            .Writes(output, path => [path]);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            var model = EarFile.BuildEncoder(parsed.GetValue(weights) ?? ShippedEar, path);
            common.Terminal(parsed).Line(
                $"wrote {TextTable.Whole(path)} (SHA-256 {model.Sha256}): model '{model.Name}', "
                + $"{model.Dimensions} features; train with it, and play, by --model "
                + TextTable.Whole(path));
            common.Terminal(parsed).Document(model);
            return ExitCode.Done;
        });
        return command;
    }

    private static (Option<string> Output, Option<string?> Weights) FromTheEarsWeights(
        Command command)
    {
        var output = new Option<string>("--out") { Description = "The ONNX file", Required = true };
        var weights = new Option<string?>("--weights")
        {
            Description =
                "The ear's weights, as models/training writes them; else the shipped ones",
        };
        command.Add(output);
        command.Add(weights);
        return (output, weights);
    }

    private static Command Import()
    {
        var command =
            new Command("import", "Build an encoder from a published MERT or HuBERT folder");
        var folder = new Argument<string>("FOLDER")
        {
            Description =
                "With config.json and model.safetensors or pytorch_model.bin, whole or in shards",
        };
        var output = new Option<string>("--out") { Description = "The ONNX file", Required = true };
        var layer = NumberFlag.Whole("--layer", "The last layer that is used", 0, 999, 7);
        command.Add(folder);
        command.Add(output);
        command.Add(layer);
        var licence = new Option<string?>("--licence")
        {
            Description = "The weights' licence, where the folder does not say it",
        };
        command.Add(licence);
        OutputGuard.On(command)
            .Reads(folder, OutputGuard.FilesIn)
            .Writes(output, path => [path]);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var model = ModelImport.Run(
                parsed.GetValue(folder)!, parsed.GetValue(output)!, parsed.GetValue(layer),
                parsed.GetValue(licence));
            common.Terminal(parsed).Line(
                $"wrote {TextTable.Whole(parsed.GetValue(output)!)}: model '{model.Name}', "
                + $"{model.Dimensions} features, licence {model.Licence}");
            if (model.Licence == ModelLicence.Unknown)
            {
                common.Terminal(parsed).Line(
                    "nothing in the folder says under which licence its weights are; "
                    + "look before you play in public, and say it with --licence");
            }

            common.Terminal(parsed).Document(model);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
