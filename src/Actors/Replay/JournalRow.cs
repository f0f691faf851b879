using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Antiphon.Replay;

/// <summary>A JSON array on its way to be a line.</summary>
internal sealed class JournalRow
{
    private readonly StringBuilder _text;

    /// <param name="kind">What the line is.</param>
    public JournalRow(string kind) =>
        _text = new StringBuilder("[\"").Append(kind).Append('"');

    private JournalRow(StringBuilder text) => _text = text;

    public JournalRow Add(long value)
    {
        _text.Append(CultureInfo.InvariantCulture, $",{value}");
        return this;
    }

    // The shortest digits that are read back as the same number.
    public JournalRow Add(double value)
    {
        _text.Append(CultureInfo.InvariantCulture, $",{value:R}");
        return this;
    }

    public JournalRow Add(float value)
    {
        _text.Append(CultureInfo.InvariantCulture, $",{value:R}");
        return this;
    }

    public JournalRow Add(float? value) => value is { } number ? Add(number) : AddJson("null");

    public JournalRow Add(string value) => AddJson(JsonSerializer.Serialize(value));

    public JournalRow AddJson(string json)
    {
        _text.Append(',').Append(json);
        return this;
    }

    /// <summary>Adds an array of arrays.</summary>
    /// <param name="add">Adds what stands for one of them.</param>
    public JournalRow AddRows<T>(IEnumerable<T> all, Action<JournalRow, T> add)
    {
        _text.Append(",[");
        var before = "";
        foreach (var one in all)
        {
            // What is added begins with a comma.
            var row = new JournalRow(new StringBuilder());
            add(row, one);
            _text.Append(before).Append('[').Append(row._text, 1, row._text.Length - 1).Append(']');
            before = ",";
        }

        _text.Append(']');
        return this;
    }

    public override string ToString() => _text.Append(']').ToString();
}
