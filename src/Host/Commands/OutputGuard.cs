using System.CommandLine;
using System.Runtime.CompilerServices;
using Antiphon.Disk.Io;
using Antiphon.Encoder.Io;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Session.Io;

namespace Antiphon.Host.Commands;

/// <summary>
/// Which files a command reads and writes by what it is given. Before it begins, each place that
/// it would write is held against all that it reads: an output never destroys an input.
/// </summary>
internal sealed class OutputGuard
{
    // What a file has beside it while it grows.
    private static readonly string[] Growing = [".part", ".events"];

    private static readonly ConditionalWeakTable<Command, OutputGuard> Guards = [];

    private readonly List<GuardedFiles> _reads = [];
    private readonly List<GuardedFiles> _writes = [];
    private bool _hears;

    private OutputGuard()
    {
    }

    /// <summary>What it reads by its symbols.</summary>
    public IReadOnlyList<GuardedFiles> Read => _reads;

    /// <summary>What it writes.</summary>
    public IReadOnlyList<GuardedFiles> Written => _writes;

    /// <summary>Begins to say what a command reads and writes; nothing more: it writes nothing.
    /// </summary>
    public static OutputGuard On(Command command)
    {
        var guard = new OutputGuard();
        Guards.Add(command, guard);
        return guard;
    }

    /// <summary>What a command said; null when it did not.</summary>
    public static OutputGuard? Of(Command command) =>
        Guards.TryGetValue(command, out var guard) ? guard : null;

    /// <summary>Says that files are read.</summary>
    /// <param name="symbol">The flag or argument that names them.</param>
    /// <param name="files">The files of one value; null when it is a path.</param>
    /// <param name="otherwise">What is read where the flag is not given.</param>
    public OutputGuard Reads(
        Symbol symbol, Func<string, IEnumerable<string>>? files = null, string? otherwise = null)
    {
        _reads.Add(new GuardedFiles(symbol, files ?? (path => [path]), otherwise));
        return this;
    }

    /// <summary>Says that a model is read: whichever, none of them is written over.</summary>
    public OutputGuard Hears()
    {
        _hears = true;
        return this;
    }

    /// <summary>Says that files are written; their folder may be made for them.</summary>
    /// <inheritdoc cref="Reads"/>
    /// <param name="alsoDevices">They may be devices and pipes that take what is sent.</param>
    public OutputGuard Writes(
        Symbol symbol, Func<string, IEnumerable<string>> files, bool alsoDevices = false)
    {
        _writes.Add(new GuardedFiles(
            symbol, files, Otherwise: null, AlsoDevices: alsoDevices));
        return this;
    }

    /// <summary>Says that files are written, each in a folder that is there.</summary>
    /// <param name="files">The files of one value; null when it is a path.</param>
    public OutputGuard WritesInPlace(
        Symbol symbol, Func<string, IEnumerable<string>>? files = null)
    {
        _writes.Add(new GuardedFiles(
            symbol, files ?? (path => [path]), Otherwise: null, IsInPlace: true));
        return this;
    }

    /// <summary>The files of a folder that a session would write there.</summary>
    public static IEnumerable<string> SessionIn(string folder)
    {
        var names = SessionFolder.Names;
        return names.Select(name => Path.Combine(folder, name)).Concat(
            FilesIn(folder).Where(file => names.Any(name => Path.GetFileName(file).StartsWith(
                Path.GetFileNameWithoutExtension(name) + '.', StringComparison.Ordinal))));
    }

    /// <summary>All files of a folder; none where there is no such folder.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];

    /// <summary>Refuses a command line by which the command it calls would harm itself.</summary>
    /// <param name="settings">Those in force: they name models and presets.</param>
    /// <exception cref="CommandException">
    /// A place that it would write is one that it reads, or writes twice, or none for a file: who
    /// hears for an hour is told before it.
    /// </exception>
    public static void Require(ParseResult parsed, RigOptions settings)
    {
        var command = parsed.CommandResult.Command;
        if (Of(command) is { } guard && ReferenceEquals(parsed.Action, command.Action))
        {
            guard.RequireApart(parsed, settings);
        }
    }

    private void RequireApart(ParseResult parsed, RigOptions settings)
    {
        if (_writes.TrueForAll(one => !one.Values(parsed).Any()))
        {
            return;
        }

        var taken = new Dictionary<string, string>();
        foreach (var file in _reads.SelectMany(one => one.Files(parsed)).Concat(Ours(settings)))
        {
            foreach (var mark in FilePlace.Of(file))
            {
                taken.TryAdd(mark, $"what is read ({file})");
            }
        }

        foreach (var (output, value) in _writes.SelectMany(
            output => output.Values(parsed).Select(value => (output, value))))
        {
            var files = output.Of(value).ToList();
            if (!output.AlsoDevices)
            {
                files.ForEach(RequireNoDevice);
            }

            if (output.IsInPlace)
            {
                files.ForEach(RequirePlace);
            }

            List<string> written =
            [
                .. files.SelectMany(file =>
                    (string[])[file, .. Growing.Select(ending => file + ending)]),
            ];
            var marks = written.Select(file => (File: file, Marks: FilePlace.Of(file))).ToList();
            foreach (var (file, places) in marks)
            {
                if (places.FirstOrDefault(taken.ContainsKey) is { } same)
                {
                    throw CommandException.BadUsage(
                        $"{output.Symbol.Name} would write {file} over {taken[same]}: "
                        + "nothing was written; name another place");
                }
            }

            // A port may take several voices; it is no file that they would write over.
            foreach (var mark in marks
                .Where(one => ReadableFile.WhyNot(one.File) is null).SelectMany(one => one.Marks))
            {
                taken.TryAdd(mark, $"what {output.Symbol.Name} writes");
            }
        }
    }

    private static void RequireNoDevice(string file)
    {
        if (!Directory.Exists(file) && WritablePlace.WhyNot(file) is { } why)
        {
            throw CommandException.BadUsage(
                $"{file} cannot be written: {why}; name another place");
        }
    }

    private static void RequirePlace(string file)
    {
        var full = Path.GetFullPath(file);
        if (Directory.Exists(full))
        {
            throw CommandException.BadUsage(
                $"{full} is a folder, where a file is wanted; name another place");
        }

        for (var above = Path.GetDirectoryName(full); above is not null;
            above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
            {
                throw CommandException.BadUsage(
                    $"{full} cannot be written: {above} is a file, where a folder is wanted; "
                    + "name another place");
            }
        }

        if (!Directory.Exists(Path.GetDirectoryName(full)) && !Shelf.Holds(full))
        {
            throw CommandException.BadUsage(
                $"{full} cannot be written: there is no folder {Path.GetDirectoryName(full)}; "
                + "name another place");
        }
    }

    // What the program itself is made of, and what may be in use by the settings.
    private IEnumerable<string> Ours(RigOptions settings) =>
    [
        Path.Combine(HearingSetup.ModelsFolder, ModelManifest.FileName),
        .. FilesIn(ConfigurationLoader.Folder),
        .. FilesIn(Path.Combine(ConfigurationLoader.Folder, "profiles")),
        .. _hears
            ? (IEnumerable<string>)
            [
                .. FilesIn(HearingSetup.ModelsFolder).Where(
                    file => Path.GetExtension(file) == ".onnx"),
                .. FilesIn(Shelf.Models),
                .. Shelf.ModelFiles(settings.Encoder.Model),
                .. Shelf.ModelFiles(settings.Transcription.Model),
                .. FilesIn(PlaySchedule.PresetsPath(settings)),
            ]
            : [],
    ];
}

/// <summary>Files that a flag or an argument of a command names.</summary>
/// <param name="Symbol">The flag or argument.</param>
/// <param name="Of">The files of one of its values.</param>
/// <param name="Otherwise">The file where it is not given; null for none.</param>
/// <param name="IsInPlace">They are written into a folder that is there.</param>
/// <param name="AlsoDevices">They may be devices and pipes.</param>
internal sealed record GuardedFiles(
    Symbol Symbol, Func<string, IEnumerable<string>> Of, string? Otherwise,
    bool IsInPlace = false, bool AlsoDevices = false)
{
    /// <summary>What was given.</summary>
    public IEnumerable<string> Values(ParseResult parsed) =>
        (Symbol switch
        {
            Option option => parsed.GetResult(option)?.Tokens,
            Argument argument => parsed.GetResult(argument)?.Tokens,
            _ => null,
        } ?? []).Select(token => token.Value);

    /// <summary>The files that it names.</summary>
    public IEnumerable<string> Files(ParseResult parsed)
    {
        List<string> given = [.. Values(parsed)];
        return given.Count == 0 && Otherwise is { } file ? [file] : given.SelectMany(Of);
    }
}
