using System.Collections.Immutable;
using Neuro.Benchmarks.Workloads;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Benchmarks.Learning;

/// <summary>
/// 784 sources, 400 targets and a plastic projection of 15-bit weights between them with the pair rule on traces x and y, which
/// decay
/// by 243/256 a tick and rise by 256 with a spike:
///   at a source's spike  w ← max(w − (16 y)/2^8, 0),   at a target's spike  w ← w + (w_max − w) (8 x/2^8)/2^10.
/// L1: both sides are driven from outside, so that little but the rule is measured. L2: the targets are excitatory neurons with
/// adaptive
/// thresholds and inhibitory partners (Diehl &amp; Cook, Front. Comput. Neurosci. 2015), samples of 350 ms at 1 ms, and at a
/// sample's end every target's weights are scaled to one sum.
/// </summary>
internal sealed class StdpNetwork
{
    private const int Sources = 784, Targets = 400, Most = 16383;
    private const int LateralShift = 7;

    private readonly sbyte[] _lateral = [.. Enumerable.Range(0, Targets * Targets).Select(k =>
        k / Targets == k % Targets ? (sbyte)0 : (sbyte)-120)];
    private readonly short[] _weights;
    private readonly SpikeTrain[] _sources;
    private readonly SpikeTrain[] _targets;

    private StdpNetwork(bool isNetwork, int samples, int ticks, int repetitions)
    {
        (IsNetwork, Samples, Ticks, Repetitions) = (isNetwork, samples, ticks, repetitions);
        SplitMix64 random = new(21);
        _weights = [.. Enumerable.Range(0, Sources * Targets).Select(_ => (short)random.Below(5000))];
        _sources = [.. Enumerable.Range(0, samples).Select(s => isNetwork
            ? Digit(ticks, new(100 + (ulong)s))
            : BernoulliInput.Create(1, ticks, Sources, 0.05, seed: 22)[0])];
        _targets = isNetwork ? [] : BernoulliInput.Create(1, ticks, Targets, 0.01, seed: 23);
        Program = MakeProgram();
        Inputs = [.. Enumerable.Range(0, samples).Select(MakeInput)];
    }

    /// <summary>Whether it is L2.</summary>
    public bool IsNetwork { get; }

    /// <summary>Samples of a run.</summary>
    public int Samples { get; }

    /// <summary>Ticks of a sample.</summary>
    public int Ticks { get; }

    /// <summary>Runs that are timed together.</summary>
    public int Repetitions { get; }

    /// <summary>The network.</summary>
    public SpikeProgram Program { get; }

    /// <summary>The events of every sample.</summary>
    public ImmutableArray<InputBatch> Inputs { get; }

    /// <summary>Number of synapses.</summary>
    public static int Synapses => Sources * Targets;

    /// <summary>L1.</summary>
    public static StdpNetwork Pairs() => new(isNetwork: false, samples: 1, ticks: 2000, repetitions: 3);

    /// <summary>L2.</summary>
    public static StdpNetwork Network() => new(isNetwork: true, samples: 10, ticks: 350, repetitions: 3);

    /// <summary>What the C loop checks learned weights by.</summary>
    public static long Checksum(ReadOnlySpan<int> weights)
    {
        long sum = 0;
        for (int k = 0; k < weights.Length; k++)
            sum += (long)weights[k] * (k % 1009 + 1);
        return sum;
    }

    /// <summary>Writes what the C loop reads.</summary>
    public void Write(PeerData data)
    {
        data.Add<int>([IsNetwork ? 1 : 0, Samples, Ticks, Repetitions]);
        data.Add<short>(_weights);
        data.Add<sbyte>(_lateral);
        BernoulliInput.Write(data, _sources);
        BernoulliInput.Write(data, _targets);
        data.Add<short>(_weights);
    }

    // About a hundred of the pixels are on, at 30 Hz.
    private static SpikeTrain Digit(int ticks, SplitMix64 random)
    {
        bool[] on = [.. Enumerable.Range(0, Sources).Select(_ => random.Below(8) == 0)];
        SpikeTrainBuilder builder = new(Sources, ticks);
        for (int tick = 0; tick < ticks; tick++)
        {
            for (int i = 0; i < Sources; i++)
            {
                if (on[i] && random.Uniform() < 0.03)
                    builder.Add(i);
            }
            builder.EndTick();
        }
        return builder.Build();
    }

    private InputBatch MakeInput(int sample)
    {
        Dictionary<string, IReadOnlyList<SpikeTrain>> trains = new() { ["pixels"] = [_sources[sample]] };
        if (!IsNetwork)
            trains["teacher"] = [_targets[sample]];
        return new(trains);
    }

    private SpikeProgram MakeProgram()
    {
        Projection plastic = new()
        {
            Name = "plastic",
            Source = "sources",
            Target = "targets",
            Port = "in",
            Connectivity = new Dense(),
            Weight = IrValue.FromArray("weights"),
            Plasticity = new()
            {
                WeightMinimum = 0,
                WeightMaximum = Most,
                Steps = [.. Rules().Steps],
            },
        };
        Projection relay = new()
        {
            Name = "relay",
            Source = "pixels",
            Target = "sources",
            Port = "in",
            Connectivity = new OneToOne(),
            Weight = 1,
        };
        Population Input(string name, int size) => new() { Name = name, Shape = [size] };
        Population Neurons(string name, int size, int phase, string? neuron = null) =>
            new() { Name = name, Shape = [size], Neuron = neuron ?? name, Phase = phase };
        SpikeProgram common = new()
        {
            Name = IsNetwork ? "stdp_network" : "stdp_pairs",
            TimeStep = new(1, 1000),
            Arrays = [IrArray.Create("weights", [Sources, Targets], 15, signed: true, [.. _weights.Select(w => (int)w)])],
            Populations = [Input("pixels", Sources), Neurons("sources", Sources, 1), Neurons("targets", Targets, 2)],
            Neurons = [Source(), IsNetwork ? Excitatory() : Driven()],
            Projections = [relay, plastic],
            Rules = [.. Rules().Rules],
        };
        if (!IsNetwork)
        {
            return common with
            {
                Populations = common.Populations.Add(Input("teacher", Targets)),
                Projections = common.Projections.Add(
                    relay with { Name = "teach", Source = "teacher", Target = "targets", Port = "drive" }),
            };
        }
        return common with
        {
            Arrays = common.Arrays.Add(
                IrArray.Create("lateral", [Targets, Targets], 8, signed: true, [.. _lateral.Select(w => (int)w)])),
            Neurons = common.Neurons.Add(Inhibitory()),
            Populations =
            [
                common.Populations[0], common.Populations[1], common.Populations[2] with { Kept = ["theta"] },
                Neurons("inhibitory", Targets, 3),
            ],
            Projections =
            [
                relay, plastic, relay with { Name = "partner", Source = "targets", Target = "inhibitory" },
                plastic with
                {
                    Name = "lateral", Source = "inhibitory", Port = "inhibition", Weight = IrValue.FromArray("lateral"),
                    Shift = LateralShift, Delay = 1, Plasticity = null,
                },
            ],
        };
    }

    private static MicroProgram Source()
    {
        MicroProgramBuilder b = new("sources");
        Value fired = b.Accumulator("in");
        StoreTrace(b, "x", fired);
        b.Emit(fired);
        return b.Build();
    }

    private static MicroProgram Driven()
    {
        MicroProgramBuilder b = new("targets");
        Value fired = b.Accumulator("drive");
        b.Store("sum", b.Add(b.State("sum", 32), b.Accumulator("in")));
        StoreTrace(b, "y", fired);
        b.Emit(fired);
        return b.Build();
    }

    private static MicroProgram Excitatory()
    {
        MicroProgramBuilder b = new("targets");
        Value theta = b.State("theta", 20);
        Value drive = b.Add(b.Shr(b.Accumulator("in"), 4, Rounding.Floor), b.Accumulator("inhibition"));
        Value u = b.Add(b.MulShift(b.State("v", 20), 8028, 13, Rounding.Floor), drive);
        Value fired = b.Ge(u, b.Add(theta, 12000), "fired");
        b.Store("v", b.Select(fired, 0, b.Sat(b.Max(u, -30000), 20)));
        Value decayed = b.Sub(theta, b.Shr(theta, 12, Rounding.Floor));
        b.Store("theta", b.Sat(b.Add(decayed, b.Select(fired, 600, 0)), 20));
        StoreTrace(b, "y", fired);
        b.Emit(fired);
        return b.Build();
    }

    private static MicroProgram Inhibitory()
    {
        MicroProgramBuilder b = new("inhibitory");
        b.Emit(b.Gt(b.Accumulator("in"), 0));
        return b.Build();
    }

    private static void StoreTrace(MicroProgramBuilder b, string name, Value fired)
    {
        Value decayed = b.MulShift(b.State(name, 14), 243, 8, Rounding.Floor);
        b.Store(name, b.Sat(b.Add(decayed, b.Shl(fired, 8)), 14));
    }

    private (IEnumerable<PlasticityStep> Steps, IEnumerable<MicroProgram> Rules) Rules()
    {
        MicroProgramBuilder depress = new("depress");
        Value change = depress.MulShift(depress.Param("y"), 16, 8, Rounding.Floor);
        depress.Store("w", depress.Max(depress.Min(depress.Sub(depress.State("w", 15), change), Most), 0));
        MicroProgramBuilder potentiate = new("potentiate");
        Value w = potentiate.State("w", 15);
        Value gain = potentiate.MulShift(potentiate.Param("x"), 8, 8, Rounding.Floor);
        Value raised = potentiate.Add(w, potentiate.MulShift(potentiate.Sub(Most, w), gain, 10, Rounding.Floor));
        potentiate.Store("w", potentiate.Max(potentiate.Min(raised, Most), 0));
        MicroProgramBuilder read = new("read");
        read.Emit(read.State("w", 15));
        MicroProgramBuilder scale = new("scale");
        Value factor = scale.DivShift(1_960_000, scale.Param("total"), 12, Rounding.Floor);
        Value scaled = scale.MulShift(scale.State("w", 15), factor, 12, Rounding.Floor);
        scale.Store("w", scale.Max(scale.Min(scaled, Most), 0));

        PlasticityStep[] pair =
        [
            Step("depress", StepTrigger.Pre, "y", new(RuleInputKind.PostState, Name: "y")),
            Step("potentiate", StepTrigger.Post, "x", new(RuleInputKind.PreState, Name: "x")),
        ];
        PlasticityStep[] normalise =
        [
            Step("read", StepTrigger.SampleEnd) with { Kind = StepKind.Gather, Group = SynapseGroup.Post, Into = "total" },
            Step("scale", StepTrigger.SampleEnd, "total", new(RuleInputKind.Gathered, Name: "total")),
        ];
        return IsNetwork
            ? ([.. pair, .. normalise], [depress.Build(), potentiate.Build(), read.Build(), scale.Build()])
            : (pair, [depress.Build(), potentiate.Build()]);
    }

    private static PlasticityStep Step(string rule, StepTrigger trigger, string? parameter = null, RuleInput? input = null)
    {
        ImmutableSortedDictionary<string, RuleInput> inputs = ImmutableSortedDictionary<string, RuleInput>.Empty;
        return new()
        {
            Rule = rule,
            Trigger = trigger,
            Arrays = ImmutableSortedDictionary<string, string>.Empty.Add("w", "weight"),
            Inputs = parameter is null ? inputs : inputs.Add(parameter, input!),
        };
    }
}
