using System.Collections.Immutable;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>Makes the steps of a plastic projection.</summary>
/// <param name="compiled">The program that is executed.</param>
/// <param name="projection">The projection.</param>
/// <param name="map">Where its synapses lie.</param>
/// <param name="populations">All populations.</param>
/// <param name="arrays">Its weights and per-synapse arrays.</param>
/// <param name="slots">Number of slots.</param>
/// <param name="parts">Number of parts that slots are cut into.</param>
internal sealed class RuleFactory(
    CompiledProgram compiled, Projection projection, SynapseMap map, IReadOnlyList<CpuPopulation> populations,
    Dictionary<string, SynapseStorage> arrays, int slots, int parts)
{
    private readonly SpikeProgram _program = compiled.Program;
    private readonly Plasticity _plasticity = projection.Plasticity!;
    private readonly ImmutableArray<ImmutableArray<Interval>> _values = compiled.RuleValues(projection);
    private readonly Dictionary<string, (GatheredVector Vector, SynapseGroup Group)> _gathered = [];

    /// <summary>Step number <paramref name="number"/> of the program; steps are made in order.</summary>
    public RuleStep Make(
        PlasticityStep step, int number, Func<CpuPopulation, int, EventPayloads> payloads, SimdWidth width)
    {
        MicroProgram micro = _program.Rules.First(r => r.Name == step.Rule);
        int delay = projection.Delay.Scalar;
        RuleBinding binding = new(
            micro, _program.Seed, (1 << 30) + number,
            [.. micro.States.Select(s => arrays[step.Arrays[s.Name]])],
            [.. micro.Parameters.Select(p => Source(step.Inputs[p], step.Trigger, delay, payloads))],
            [.. micro.Tables.Select(t => Table(step.Tables[t]))],
            _values[_plasticity.Steps.IndexOf(step)]);
        if (map.IsDense && step.Trigger is StepTrigger.Tick or StepTrigger.Every or StepTrigger.SampleEnd)
            binding = Hoist(binding, number, width);
        bool stores = step.Kind == StepKind.Update;
        EmittedSink? sink = stores && !binding.Emits ? null : Sink(step, number);
        return new(step, map, binding, sink, delay, way => compiled.Rule(
            number, null, way, width, (w, registers) => binding.Compile(w, map.IsDense, stores, sink is not null, registers)));
    }

    private RuleBinding Hoist(RuleBinding binding, int number, SimdWidth width)
    {
        foreach (int index in HoistedVector.Find(binding.Rule, binding.Axis).ToArray())
        {
            RuleBinding before = binding.With(HoistedVector.UpTo(binding.Rule, index), binding.Parameters);
            RuleKernel kernel = compiled.Rule(
                number, index, RuleWay.AlongRows, width,
                (way, registers) => before.Compile(way, map.IsDense, stores: false, emits: true, registers));
            binding = binding.With(
                HoistedVector.Replace(binding.Rule, index, $"hoisted {index}"),
                binding.Parameters.Add(new HoistedVector(before, kernel, map, slots)));
        }
        return binding;
    }

    private EmittedSink? Sink(PlasticityStep step, int number)
    {
        switch (step.Kind)
        {
            case StepKind.Gather:
                GatheredVector vector = new(GatherSink.Groups(map, step.Group), slots, parts);
                _gathered[step.Into!] = (vector, step.Group);
                return new GatherSink(map, step.Group, step.Gather, vector, slots);
            case StepKind.Rank:
                return new RankSink(map, step.Group, step.Count, arrays[step.Into!], slots);
            default:
                return _plasticity.Commit is null
                    ? null
                    : new PulseSink(_program, _plasticity, number, map, name => arrays[name]);
        }
    }

    private RuleSource Source(
        RuleInput input, StepTrigger trigger, int delay, Func<CpuPopulation, int, EventPayloads> payloads)
    {
        switch (input.Kind)
        {
            case RuleInputKind.Constant:
                return _program.Array(input.Value) is { } array
                    ? new RuleSource.PerSynapse(Constants(array))
                    : new RuleSource.Number(input.Value.Scalar);
            case RuleInputKind.PreState:
                return new RuleSource.State(RuleAxis.Pre, map.Source, input.Name!);
            case RuleInputKind.PostState:
                return new RuleSource.State(RuleAxis.Post, map.Target, input.Name!);
            case RuleInputKind.PreEvent:
                return Payload(RuleAxis.Pre, delay, trigger == StepTrigger.Pre);
            case RuleInputKind.PreEmitted:
                return Payload(RuleAxis.Pre, 0, trigger == StepTrigger.PreEmitted);
            case RuleInputKind.PostEvent:
                return Payload(RuleAxis.Post, 0, trigger == StepTrigger.Post);
            case RuleInputKind.PostDelayed:
                return Payload(RuleAxis.Post, delay, trigger == StepTrigger.PostDelayed);
            case RuleInputKind.Gathered:
                (GatheredVector vector, SynapseGroup group) = _gathered[input.Name!];
                return new RuleSource.Gathered(Axis(group), vector);
            default:
                RuleAxis axis = input.Kind switch
                {
                    RuleInputKind.PreModulator => RuleAxis.Pre,
                    RuleInputKind.PostModulator => RuleAxis.Post,
                    _ => RuleAxis.One,
                };
                return new RuleSource.State(axis, populations.First(p => p.Definition.Name == input.Population), input.Name!);
        }

        // A trigger's own payload comes with it; any other is looked up by neuron.
        RuleSource Payload(RuleAxis axis, int ticks, bool isTrigger) => new RuleSource.Payload(
            axis, isTrigger ? null : payloads(axis == RuleAxis.Pre ? map.Source : map.Target, ticks));
    }

    private static RuleAxis Axis(SynapseGroup group) => group switch
    {
        SynapseGroup.Pre => RuleAxis.Pre,
        SynapseGroup.Post => RuleAxis.Post,
        _ => RuleAxis.One,
    };

    private SynapseStorage Constants(IrArray array)
    {
        SynapseStorage storage = SynapseStorage.Create(map, array.Minimum, array.Maximum, slots: 0);
        storage.Write(0, array);
        return storage;
    }

    private AlignedArray<int> Table(string name)
    {
        int[] values = _program.Array(name).ToInt32();
        AlignedArray<int> table = new(values.Length);
        values.CopyTo(table.Slice(0, values.Length));
        return table;
    }
}
