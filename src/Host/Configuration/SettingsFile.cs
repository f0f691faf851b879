using System.Text;
using System.Text.Json;
using Antiphon.Disk.Io;
using Antiphon.Host.Output;
using Antiphon.Wording;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Configuration;

/// <summary>Reads a file of settings: JSON with comments, in groups, each setting once.</summary>
internal static class SettingsFile
{
    private const int MostBytes = 1 << 20;

    private static readonly JsonReaderOptions Style = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 32,
    };

    /// <exception cref="CommandException">
    /// It cannot be read; the line names file, line and column. Exit code 2.
    /// </exception>
    public static IReadOnlyList<GivenSetting> Read(string path, SettingFrom from)
    {
        var bytes = Bytes(path);
        try
        {
            return new Reading(path, bytes, from).All();
        }
        catch (JsonException fault)
        {
            throw CommandException.BadUsage(
                BrokenJson.At(path, Encoding.UTF8.GetString(bytes), fault), fault);
        }
    }

    // Without a mark of byte order in front.
    private static byte[] Bytes(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
            {
                throw CommandException.BadUsage(
                    $"{path} is larger than 1 MB, which no file of settings is");
            }

            var bytes = ReadableFile.ReadBytes(path, MostBytes);
            var text = bytes.AsSpan();
            if (text.StartsWith(Encoding.UTF8.Preamble))
            {
                text = text[Encoding.UTF8.Preamble.Length..];
            }

            return System.Text.Unicode.Utf8.IsValid(text)
                ? text.ToArray()
                : throw CommandException.BadUsage(
                    $"{path} is no text in UTF-8; save it as such in your editor");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadUsage(
                $"the settings {path} cannot be read: {Unreadable(e)}", e);
        }
    }

    private static string Unreadable(Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "the file is not there",
        UnauthorizedAccessException => "it is a folder, or you may not read it",
        _ => fault.Message,
    };

    private ref struct Reading(string path, byte[] bytes, SettingFrom from)
    {
        private readonly List<GivenSetting> _given = [];
        private readonly Dictionary<string, int> _lines = new(StringComparer.OrdinalIgnoreCase);
        private Utf8JsonReader _json = new(bytes, Style);

        public List<GivenSetting> All()
        {
            if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            {
                throw CommandException.BadUsage(
                    $"{path} holds no settings: it must be one JSON object, {{ … }}");
            }

            Group("");
            _json.Read();
            return _given;
        }

        private void Group(string prefix)
        {
            while (_json.Read() && _json.TokenType != JsonTokenType.EndObject)
            {
                var name = Name().Replace('.', ':');
                Value(prefix.Length == 0 ? name : $"{prefix}:{name}");
            }
        }

        // An escape that stands for no character is no JSON either.
        private readonly string Name()
        {
            try
            {
                return _json.GetString()!;
            }
            catch (InvalidOperationException fault)
            {
                throw NoText(fault);
            }
        }

        private readonly JsonException NoText(Exception fault) =>
            new("no text", null, Line() - 1, 0, fault);

        private readonly int Line() =>
            1 + bytes.AsSpan(0, (int)_json.TokenStartIndex).Count((byte)'\n');

        private void Value(string setting)
        {
            _json.Read();
            var line = Line();
            if (!_lines.TryAdd(setting, line))
            {
                throw CommandException.BadUsage(Text(
                    $"{path} says {OptionKey.Dotted(setting)} twice, in lines {_lines[setting]} ")
                    + Text($"and {line}; leave one of them out"));
            }

            if (_json.TokenType == JsonTokenType.StartObject && !OptionKey.IsSetting(setting))
            {
                if (!OptionKey.IsGroup(setting))
                {
                    Add(setting, null, "a group", line);
                }

                Group(setting);
                return;
            }

            var (text, instead) = _json.TokenType switch
            {
                JsonTokenType.String => (Name(), ""),
                JsonTokenType.Number => (Encoding.UTF8.GetString(_json.ValueSpan), ""),
                JsonTokenType.True => ("true", ""),
                JsonTokenType.False => ("false", ""),
                JsonTokenType.StartArray => (null, "a list"),
                JsonTokenType.StartObject => (null, "a group"),
                _ => ((string?)null, "null"),
            };
            _json.Skip();
            Add(setting, text, instead, line);
        }

        private readonly void Add(string setting, string? text, string instead, int line) =>
            _given.Add(new(setting, text, instead, from, Text($"{path}, line {line}")));
    }
}
