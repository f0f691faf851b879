using Antiphon.Host.Logging;
using Antiphon.Tests;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>The same failure within a minute is counted, not repeated; in virtual time.</summary>
public sealed class RepeatFilterTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<LogRecord> _through = [];
    private readonly RepeatFilter _filter;

    public RepeatFilterTests() => _filter = new RepeatFilter(_time, _through.Add);

    private IEnumerable<string> Headlines => _through.Select(record => record.Headline);

    public void Dispose() => _filter.Dispose();

    [Fact]
    public void The_first_of_equal_failures_comes_through_whole_and_the_rest_as_a_number()
    {
        for (var i = 0; i < 13; i++)
        {
            _filter.Take(Failure("Encoder", Thrown(Fail)));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.NotNull(Assert.Single(_through).Fault);
        _time.Advance(TimeSpan.FromSeconds(46));
        Assert.Single(_through);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(
            [
                "it failed: InvalidOperationException: no",
                "it failed: InvalidOperationException: no (12 more within a minute)",
            ],
            Headlines);
        Assert.Null(_through[1].Fault);
        Assert.Equal(LogLevel.Error, _through[1].Level);
    }

    [Fact]
    public void After_the_minute_the_same_failure_is_told_whole_again()
    {
        foreach (var seconds in new[] { 59, 1, 60 })
        {
            _filter.Take(Failure("Encoder", Thrown(Fail)));
            _time.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(
            [true, false, true], _through.Select(record => record.Fault is not null));
        Assert.EndsWith(
            "(1 more within a minute)", _through[1].Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_does_not_come_again_leaves_no_number()
    {
        _filter.Take(Failure("Encoder", new InvalidOperationException("no")));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(_through);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Another_category_type_or_site_is_another_failure()
    {
        static void Here() => throw new InvalidOperationException("no");
        static void There() => throw new InvalidOperationException("no");
        _filter.Take(Failure("Encoder", Thrown(Here)));
        _filter.Take(Failure("Midi", Thrown(Here)));
        _filter.Take(Failure("Encoder", Thrown(There)));
        _filter.Take(Failure("Encoder", Thrown(() => throw new FormatException("no"))));
        _filter.Take(Failure("Encoder", Thrown(Here)));
        Assert.Equal(4, _through.Count);
    }

    [Fact]
    public void Warnings_without_an_exception_are_told_apart_by_what_they_say_before_it_has_values()
    {
        _filter.Take(Said(LogLevel.Warning, "3 late", "{Notes} late"));
        _filter.Take(Said(LogLevel.Warning, "4 late", "{Notes} late"));
        _filter.Take(Said(LogLevel.Warning, "5 lost", "{Notes} lost"));
        Assert.Equal(["3 late", "5 lost"], Headlines);
    }

    [Fact]
    public void What_is_no_failure_is_never_counted()
    {
        _filter.Take(Said(LogLevel.Information, "begun", "begun"));
        _filter.Take(Said(LogLevel.Information, "begun", "begun"));
        Assert.Equal(2, _through.Count);
    }

    [Fact]
    public void One_kind_too_many_ends_the_minute_of_the_oldest()
    {
        _filter.Take(Failure("0", new InvalidOperationException("no")));
        _filter.Take(Failure("0", new InvalidOperationException("no")));
        for (var kind = 1; kind <= RepeatFilter.MostKinds; kind++)
        {
            _filter.Take(Failure($"{kind}", new InvalidOperationException("no")));
        }

        Assert.Single(Headlines, line => line.EndsWith(
            "(1 more within a minute)", StringComparison.Ordinal));
        _filter.Take(Failure("0", new InvalidOperationException("no")));
        Assert.NotNull(_through[^1].Fault);
    }

    [Fact]
    public void At_the_end_what_was_counted_is_told()
    {
        _filter.Take(Failure("Encoder", new InvalidOperationException("no")));
        _filter.Take(Failure("Encoder", new InvalidOperationException("no")));
        _filter.Dispose();
        Assert.EndsWith(
            "(1 more within a minute)", _through[^1].Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void From_many_threads_none_is_lost_and_none_told_twice()
    {
        var fault = new InvalidOperationException("no");
        Parallel.For(0, 1_000, _ => _filter.Take(Failure("Encoder", fault)));
        _time.Advance(RepeatFilter.Window);
        Assert.Equal(2, _through.Count);
        Assert.EndsWith(
            "(999 more within a minute)", _through[1].Headline, StringComparison.Ordinal);
    }

    private LogRecord Failure(string category, Exception fault) => new(
        _time.GetLocalNow(), LogLevel.Error, category, "it failed", "it failed", fault,
        IsTold: false);

    private LogRecord Said(LogLevel level, string message, string template) => new(
        _time.GetLocalNow(), level, "Midi", message, template, Fault: null, IsTold: false);

    private static void Fail() => throw new InvalidOperationException("no");

    private static Exception Thrown(Action work) => Assert.ThrowsAny<Exception>(work);
}
