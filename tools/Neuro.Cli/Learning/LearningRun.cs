using Neuro.Cli.Options;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Cli.Learning;

/// <summary>A session that is shown sample after sample. It stands between two samples whenever <see cref="Show"/> has
/// returned.</summary>
internal sealed class LearningRun : IDisposable
{
    private readonly LearningPlan _plan;
    private readonly ILearningSession _session;
    private readonly RecordingOptions _recording;
    private readonly long[] _counts;

    /// <summary>Begins <paramref name="plan"/> on <paramref name="backend"/>.</summary>
    public LearningRun(LearningPlan plan, ILearningBackend backend, int threads)
    {
        _plan = plan;
        _session = backend.OpenLearning(plan.Program, new() { BatchSize = 1, Threads = threads });
        _recording = new() { Counts = [plan.Output] };
        _counts = new long[plan.Program.Population(plan.Output).Size];
        if (plan.Total > 0)
            _session.Reset([plan.StreamAt(0)]);
    }

    /// <summary>Samples shown so far.</summary>
    public long Position { get; private set; }

    /// <summary>Payload sums of the output since <see cref="ForgetCounts"/>, by neuron.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>What learning executed so far.</summary>
    public LearningCounters Learning => _session.LearningCounters(0);

    /// <summary>What was executed so far.</summary>
    public Counters Counters => _session.Counters(0);

    /// <summary>The program as it is learned so far.</summary>
    public SpikeProgram Learned => LearnedProgram.From(_plan.Program, _session, 0);

    /// <summary>Shows the next sample.</summary>
    public void Show()
    {
        InputData input = _plan.Input;
        int sample = _plan.SampleAt(Position);
        Dictionary<string, IReadOnlyList<SpikeTrain>> trains = new() { [input.Population] = [input.Data[sample]] };
        if (_plan.Teacher is { } teacher)
            trains[teacher] = [Lesson(teacher, input.Data.Labels![sample])];
        Recording recorded = new(_plan.Program, _recording, 1);
        _session.Run(InputFeed.Complete(_plan.Program, new(trains), 1, input.Ticks), input.Ticks, recorded);
        ReadOnlySpan<long> counts = recorded.Counts(_plan.Output, 0);
        for (int n = 0; n < _counts.Length; n++)
            _counts[n] += counts[n];
        Position++;
        _session.NextSample([_plan.StreamAt(Position)]);
    }

    /// <summary>Begins to count anew.</summary>
    public void ForgetCounts() => Array.Clear(_counts);

    /// <summary>Copies a per-synapse array of <paramref name="projection"/>, "weight" or another.</summary>
    public int[] Synapses(Projection projection, string array)
    {
        int[] elements = new int[checked((int)Ir.Learning.SynapseCounts.Of(_plan.Program, projection))];
        _session.ReadSynapses(projection.Name, array, 0, elements);
        return elements;
    }

    /// <summary>All that is needed to go on later, just after a row of telemetry was taken.</summary>
    public Checkpoint Save(IReadOnlyList<TelemetryRow> telemetry) =>
        new(_plan.Identity, Position, telemetry, _session.Save());

    /// <summary>Goes on from <paramref name="checkpoint"/>, which is of the same plan.</summary>
    public void Restore(Checkpoint checkpoint)
    {
        _session.Restore(checkpoint.Snapshot);
        Position = checkpoint.Position;
    }

    /// <summary>Ends the session.</summary>
    public void Dispose() => _session.Dispose();

    private SpikeTrain Lesson(string teacher, int label)
    {
        SpikeTrainBuilder lesson = new(_plan.Program.Population(teacher).Size);
        for (int tick = 0; tick < _plan.Input.Ticks; tick++)
        {
            lesson.Add(label);
            lesson.EndTick();
        }
        return lesson.Build();
    }
}
