using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Antiphon.Session.Io;
using Antiphon.Time;

namespace Antiphon.Replay.Io;

/// <summary>Reads the journal of a session, parts and all, once.</summary>
/// <param name="path">The log <c>heard.jsonl</c>.</param>
public sealed class JournalReader(string path)
{
    /// <summary>What its end says; known when all has been read.</summary>
    public JournalSeal Seal { get; private set; }

    /// <summary>
    /// Where lines begin that no disk took, which ends it; null when there is no such hole.
    /// </summary>
    public SampleTime? Hole { get; private set; }

    /// <summary>Its entries, in order.</summary>
    /// <exception cref="JournalException">
    /// It is missing, its beginning is gone, or a line cannot be read.
    /// </exception>
    public IEnumerable<JournalEntry> Read()
    {
        if (!File.Exists(path))
        {
            throw new JournalException($"there is no {path}: nothing tells what was heard");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var number = 0L;
        using var lines = LogLines.Read(path).GetEnumerator();
        while (Moves(lines))
        {
            var line = lines.Current;
            number++;
            if (number == 1)
            {
                RequireHeading(line);
            }
            else if (Parse(line) is not { } row)
            {
                RequireLast(lines, number);
                yield break;
            }
            else if (IsLost(row))
            {
                Hole = new SampleTime(row[2].GetInt64());
                yield break;
            }
            else if (IsEnd(row))
            {
                Seal = IsAsWritten(row, number - 1, hash) ? JournalSeal.Whole : JournalSeal.Broken;
                yield break;
            }
            else
            {
                yield return Entry(row, number);
            }

            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }
    }

    private static bool IsEnd(JsonElement row) =>
        row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == 3
        && row[0].ValueKind == JsonValueKind.String && row[0].GetRawText() == "\"end\"";

    private static bool IsLost(JsonElement row) =>
        row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == 4
        && row[0].ValueKind == JsonValueKind.String && row[0].ValueEquals("lost")
        && row[2].ValueKind == JsonValueKind.Number && row[2].TryGetInt64(out _);

    private static bool IsAsWritten(JsonElement row, long lines, IncrementalHash hash) =>
        JournalLine.End(lines, Convert.ToHexStringLower(hash.GetCurrentHash()))
            == row.GetRawText();

    private void RequireHeading(string line)
    {
        if (SchemaOf(line) is not { } schema)
        {
            throw new JournalException(
                $"the beginning of {path} is gone (it was rotated away, or is no journal)");
        }

        if (schema is < JournalLine.OldestRead or > JournalLine.Version)
        {
            throw new JournalException(
                $"{path} is a journal of schema {schema}, and this rig reads "
                + $"{JournalLine.Version}: replay it with the version that played it");
        }
    }

    // What else the heading says of the lines is for people.
    private static int? SchemaOf(string line) =>
        line.StartsWith("{\"journal\":", StringComparison.Ordinal)
            && Parse(line) is { } heading
            && heading.GetProperty("journal") is { ValueKind: JsonValueKind.Number } number
            && number.TryGetInt32(out var schema)
            ? schema
            : null;

    private static JsonElement? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The last line may have been cut off with the process that wrote it; no other.
    private void RequireLast(IEnumerator<string> lines, long number)
    {
        if (Moves(lines))
        {
            throw new JournalException($"{path}, line {number}, is damaged: it is no JSON");
        }
    }

    private bool Moves(IEnumerator<string> lines)
    {
        try
        {
            return lines.MoveNext();
        }
        catch (Exception e) when (e is IOException or InvalidDataException
            or UnauthorizedAccessException)
        {
            throw new JournalException($"{path} cannot be read: {e.Message}");
        }
    }

    private JournalEntry Entry(JsonElement row, long number)
    {
        try
        {
            return JournalReading.Entry(row);
        }
        catch (JournalException e)
        {
            throw new JournalException($"{path}, line {number}: {e.Message}");
        }
    }
}
