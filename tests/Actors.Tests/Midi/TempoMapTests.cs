using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class TempoMapTests
{
    private const int Ticks = 960;

    [Fact]
    public void Each_beat_stands_on_its_quarter_however_the_tempo_changes()
    {
        var random = new Random(3);
        List<SampleTime> beats = [SampleTime.FromSeconds(0.7)];
        for (var i = 0; i < 5_000; i++)
        {
            beats.Add(beats[^1].PlusSeconds(0.3 + random.NextDouble()));
        }

        var map = TempoMap.Of(Ticks, beats);
        var before = map.At(beats[0]);
        Assert.Equal(0, before % Ticks);
        Assert.All(beats.Index(), beat => Assert.InRange(
            map.At(beat.Item) - before - (long)beat.Index * Ticks, -1, 1));
    }

    [Fact]
    public void A_player_of_the_file_finds_each_time_again_after_hours()
    {
        var beats = Enumerable.Range(0, 20_000)
            .Select(i => SampleTime.FromSeconds(0.01 + i * 0.618_033_98)).ToList();
        var map = TempoMap.Of(Ticks, beats);
        var time = SampleTime.FromSeconds(12_345.678);

        // As a player adds it up, in microseconds.
        var (tick, played) = (map.At(time), 0.0);
        for (var i = 0; i < map.Changes.Count; i++)
        {
            var end = i + 1 < map.Changes.Count
                ? Math.Min(tick, map.Changes[i + 1].Tick)
                : tick;
            if (end > map.Changes[i].Tick)
            {
                played += (double)(end - map.Changes[i].Tick) / Ticks
                    * map.Changes[i].MicrosecondsPerQuarter;
            }
        }

        Assert.Equal(time.Seconds, played / 1e6, 3);
    }

    [Fact]
    public void One_tempo_is_the_grid_that_it_always_was()
    {
        var ticks = new MidiTicks(480, 97.3);
        var map = TempoMap.Fixed(ticks);
        for (var time = 0L; time < 400_000_000; time += 1_234_567)
        {
            Assert.Equal(ticks.At(new SampleTime(time)), map.At(new SampleTime(time)));
        }
    }

    [Fact]
    public void Signs_stand_among_the_tempi_in_the_order_of_time()
    {
        using var stream = new MemoryStream();
        var map = TempoMap.Of(
            Ticks, [.. Enumerable.Range(0, 9).Select(i => SampleTime.FromSeconds(i * i * 0.1))]);
        var file = new StandardMidiFileWriter(
            stream, map,
            [
                MidiSign.Key(SampleTime.Zero, new MusicalKey(9, IsMinor: true, 1)),
                MidiSign.Named(SampleTime.FromSeconds(0.4), "F#m7b5"),
                MidiSign.Key(SampleTime.FromSeconds(1.6), new MusicalKey(10, IsMinor: false, 1)),
                MidiSign.Named(SampleTime.FromSeconds(99), "Bb"),
            ],
            tracks: 1);
        file.BeginTrack("Notes");
        file.End();

        var metas = StandardMidiFileReader.Read(stream.ToArray()).Tracks[0].Metas;
        Assert.Equal(metas.OrderBy(meta => meta.Tick), metas);
        Assert.Equal<byte>([0, 1], metas.First(meta => meta.Type == 0x59).Data);
        Assert.Equal<byte>([0xFE, 0], metas.Last(meta => meta.Type == 0x59).Data);
        Assert.Equal(
            [2 * Ticks, map.At(SampleTime.FromSeconds(99))],
            metas.Where(meta => meta.Type == 0x06).Select(meta => meta.Tick));
        Assert.Equal(
            8, metas.Count(meta => meta.Type == 0x51));
    }
}
