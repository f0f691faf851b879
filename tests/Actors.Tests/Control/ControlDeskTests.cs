using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Tests.Midi;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Control;

public sealed class ControlDeskTests : IDisposable
{
    private readonly ListeningOutput _output = new();
    private readonly MidiTransport _transport;
    private readonly List<ControlGiven> _heard = [];
    private readonly List<ControlCommand> _noted = [];
    private readonly ControlDesk _desk;
    private readonly Presets _presets = new();
    private SampleTime _now = SampleTime.FromSeconds(1);
    private long _nextId;

    public ControlDeskTests()
    {
        _transport = new MidiTransport(
            _output, new MidiOptions(), TransportClock.Real, _ => { });
        _desk = new ControlDesk(
            new AgentOptions(), _transport, _presets, () => _now, _heard.Add)
        {
            Noted = given => _noted.Add(given.Command),
        };
    }

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Mute_ends_what_sounds_and_lets_nothing_begin_until_it_is_off()
    {
        Play(seconds: 4);
        Assert.Equal(1, _output.Open);

        _desk.Take(new Mute(true));
        Assert.Equal(0, _output.Open);
        Play(seconds: 1);
        Assert.Equal(0, _output.Open);

        _desk.Take(new Mute(false));
        Play(seconds: 1);
        Assert.Equal(1, _output.Open);
    }

    [Fact]
    public void Names_that_are_not_there_are_refused()
    {
        var desk = new ControlDesk(
            new AgentOptions(), _transport, _presets, () => _now, _heard.Add)
        {
            Names = RecallNames.Of(["soft", "loud"], ["take one"]),
        };
        Assert.Null(desk.Take(new ChooseLabel("soft")));
        Assert.Null(desk.Take(new ChooseLabel("")));
        Assert.Null(desk.Take(new ChooseRecording("take one")));
        Assert.Equal(
            "there is no label 'sofd'; there is loud, soft", desk.Take(new ChooseLabel("sofd")));
        Assert.Equal(
            "there is no recording 'two'; there is take one",
            desk.Take(new ChooseRecording("two")));
        Assert.Equal(3, _heard.Count);
        Assert.Equal("", desk.State.Agent.Navigation.Label);
    }

    [Fact]
    public void Panic_ends_what_sounds_and_the_next_note_sounds()
    {
        Play(seconds: 4);
        _desk.Take(new Panic());
        Assert.Equal(0, _output.Open);
        Play(seconds: 1);
        Assert.Equal(1, _output.Open);
    }

    [Fact]
    public void The_agent_hears_every_command_with_its_time()
    {
        _desk.Take(new Mute(true));
        _now = SampleTime.FromSeconds(2);
        _desk.Take(new Approve());

        Assert.Equal(
            [
                new ControlGiven(new Mute(true), SampleTime.FromSeconds(1)),
                new ControlGiven(new Approve(), SampleTime.FromSeconds(2)),
            ],
            _heard);
    }

    [Fact]
    public void The_state_is_what_was_set_last()
    {
        _desk.Take(new Hold(true));
        _desk.Take(new FixMode(Mode.Contrast));
        _desk.Take(new SetParameter("agent.modes.contrast.weight", 0.75));
        Assert.Equal(
            (true, Mode.Contrast, 0.75),
            (_desk.State.Held, _desk.State.FixedMode, _desk.State.Agent.Modes.Contrast.Weight));

        _desk.Take(new FreeMode());
        Assert.Null(_desk.State.FixedMode);
    }

    [Fact]
    public void What_is_refused_changes_nothing_and_reaches_nobody()
    {
        Assert.NotNull(_desk.Take(new SetParameter("agent.melody.lowestKey", 120)));
        Assert.Equal(new AgentOptions(), _desk.State.Agent);
        Assert.Empty(_heard);
    }

    [Fact]
    public void A_preset_comes_back_as_the_parameters_that_were_saved()
    {
        _desk.Take(new SetParameter("agent.melody.highestKey", 60));
        _desk.Take(new SetParameter("agent.melody.lowestKey", 48));
        Assert.Null(_desk.Take(new SavePreset("low")));
        _desk.Take(new SetParameter("agent.melody.highestKey", 100));
        _desk.Take(new SetParameter("agent.melody.lowestKey", 80));
        _heard.Clear();

        // Its highest key lies below the lowest that is set: the range moves as one.
        Assert.Null(_desk.Take(new RecallPreset("low")));
        Assert.Equal((48, 60), (Melody.LowestKey, Melody.HighestKey));
        Assert.All(_heard, given => Assert.IsType<SetParameter>(given.Command));
        Assert.NotNull(_desk.Take(new RecallPreset("high")));
        Assert.Equal([new SavePreset("low"), new RecallPreset("low")], _noted);
    }

    private VoiceOptions Melody => _desk.State.Agent.Melody;

    private void Play(double seconds)
    {
        _transport.Plan(new NotePlanned(
            new NoteId(_nextId++), Voice.Melody, 60, 64, _now, SampleCount.FromSeconds(seconds),
            0));
        _transport.Advance(_now);
    }

    private sealed class Presets : IPresets
    {
        private readonly Dictionary<string, IReadOnlyDictionary<string, double>> _kept = [];

        public IReadOnlyDictionary<string, double>? Find(string name) =>
            _kept.GetValueOrDefault(name);

        public void Save(string name, IReadOnlyDictionary<string, double> parameters) =>
            _kept[name] = parameters;
    }
}
