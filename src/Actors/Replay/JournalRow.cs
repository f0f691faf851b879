using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Antiphon.Replay;

/// <summary>A JSON array on its way to be a line.</summary>
internal sealed class JournalRow(string kind)
{
    private readonly StringBuilder _text = new StringBuilder("[\"").Append(kind).Append('"');

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

    public override string ToString() => _text.Append(']').ToString();
}
