namespace Antiphon.Transcription;

/// <summary>A named part of a chart, its bars played out as they are read.</summary>
internal sealed class ChartSection(string name)
{
    private int _from;
    private int _lineFrom;
    private bool _isOpen;
    private List<ChartBar>? _body;
    private int _ending;

    /// <summary>What it is called; empty where nothing is said.</summary>
    public string Name { get; } = name;

    /// <summary>Its bars, its repeats played.</summary>
    public List<ChartBar> Bars { get; } = [];

    /// <summary>What is wrong with what was done last; null for nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>A |: was read, and no :| behind it.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>A line begins.</summary>
    public void BeginLine() => _lineFrom = Bars.Count;

    /// <summary>|: was read.</summary>
    public void Open()
    {
        Fault = _isOpen ? "a repeat begins within a repeat: write one of them out" : null;
        (_from, _isOpen, _body, _ending) = (Bars.Count, true, null, 0);
    }

    /// <summary>The mark of an ending was read, 1. or 2.</summary>
    public void End(int number)
    {
        if (number != _ending + 1 || (number > 1 && _body is null))
        {
            Fault = $"ending {number} does not follow ending {_ending}: endings are written "
                + "|: A | B |1. C :|2. D |";
            return;
        }

        if (number == 1)
        {
            _body = Bars[_from..];
        }
        else
        {
            Add(_body!);
        }

        _ending = number;
    }

    /// <summary>:| was read.</summary>
    /// <param name="times">How often it is played.</param>
    public void Close(int times)
    {
        if (_body is null)
        {
            Repeat(_from, times);
        }

        _isOpen = false;
        _from = _body is null ? Bars.Count : _from;
    }

    /// <summary>x3 was read behind bars: the repeat that is open, or the line.</summary>
    public void Times(int times)
    {
        Repeat(_isOpen ? _from : _lineFrom, times);
        (_isOpen, _from) = (false, Bars.Count);
    }

    /// <summary>A bar was read.</summary>
    public void Add(ChartBar bar) =>
        Bars.Add(bar with { Section = Name, Number = Bars.Count + 1 });

    private void Repeat(int from, int times)
    {
        if (times < 1 || Bars.Count + (long)(times - 1) * (Bars.Count - from) > Chart.MostBars)
        {
            Fault = times < 1
                ? "bars are played once at least"
                : $"a chart has at most {Chart.MostBars} bars, its repeats played";
            return;
        }

        var bars = Bars[from..];
        for (var i = 1; i < times; i++)
        {
            Add(bars);
        }
    }

    private void Add(List<ChartBar> bars) => bars.ForEach(Add);
}
