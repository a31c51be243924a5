using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>Proves that what the rules of one projection store fits, whatever they read. Its structure has been
/// checked.</summary>
internal sealed class RuleRanges(SpikeProgram program, Projection projection, ProgramAnalysis analysis, ArrayExtents extents)
{
    private readonly Plasticity _plasticity = projection.Plasticity!;
    private readonly Dictionary<string, Interval> _vectors = new(StringComparer.Ordinal);

    /// <summary>For each step and instruction of its rule, every value that it may have.</summary>
    public ImmutableArray<ImmutableArray<Interval>> Values()
    {
        long synapses = SynapseCounts.Of(program, projection);
        ImmutableArray<ImmutableArray<Interval>>.Builder all = ImmutableArray.CreateBuilder<ImmutableArray<Interval>>();
        foreach (PlasticityStep step in _plasticity.Steps)
        {
            MicroProgram rule = program.Rules.First(r => r.Name == step.Rule);
            ImmutableArray<Interval> values = BodyRanges.Of(rule, i => Read(step, i));
            all.Add(values);
            if (step.Kind == StepKind.Gather)
                _vectors[step.Into!] = Gathered(step, values[rule.Body.First(i => i.Op == OpCode.Emit).Operands[0]], synapses);
        }
        return all.ToImmutable();
    }

    /// <summary>Tells every store that may not fit.</summary>
    public void Check(Findings findings)
    {
        ImmutableArray<ImmutableArray<Interval>> all = Values();
        for (int number = 0; number < _plasticity.Steps.Length; number++)
        {
            PlasticityStep step = _plasticity.Steps[number];
            MicroProgram rule = program.Rules.First(r => r.Name == step.Rule);
            ImmutableArray<Interval> values = all[number];
            foreach (Instruction store in rule.Body.Where(i => i.Op == OpCode.Store))
            {
                string array = step.Arrays[store.Symbol!];
                (Interval held, Interval stored) = (Held(array), values[store.Operands[0]]);
                if (!held.Contains(stored))
                    findings.Add(
                        DiagnosticCatalog.IrSynapseOverflow, projection.Origin ?? $"projection {projection.Name}",
                        projection.Name, number, rule.Name, stored, array, held);
            }
        }
    }

    private Interval Held(string array)
    {
        if (array == "weight") return new(_plasticity.WeightMinimum, _plasticity.WeightMaximum);
        SynapseArray declaration = _plasticity.Arrays.First(a => a.Name == array);
        return new(declaration.Minimum, declaration.Maximum);
    }

    private Interval Read(PlasticityStep step, Instruction i) => i.Op switch
    {
        OpCode.State => Held(step.Arrays[i.Symbol!]),
        OpCode.Lut => extents.Of(program.Array(step.Tables[i.Symbol!])),
        _ => Read(step.Inputs[i.Symbol!]),
    };

    private Interval Read(RuleInput input)
    {
        switch (input.Kind)
        {
            case RuleInputKind.Constant:
                return program.Array(input.Value) is { } array ? extents.Of(array) : Interval.Of(input.Value.Scalar);
            case RuleInputKind.PreEvent or RuleInputKind.PreEmitted:
                return analysis.Payload(projection.Source).Union(Interval.Of(0));
            case RuleInputKind.PostEvent or RuleInputKind.PostDelayed:
                return analysis.Payload(projection.Target).Union(Interval.Of(0));
            case RuleInputKind.Gathered:
                return _vectors[input.Name!];
        }
        string population = input.Kind switch
        {
            RuleInputKind.PreState => projection.Source,
            RuleInputKind.PostState => projection.Target,
            _ => input.Population!,
        };
        StateDeclaration state = program.Neuron(program.Population(population).Neuron!).States.First(s => s.Name == input.Name);
        return new(state.Minimum, state.Maximum);
    }

    /// <summary>An element of a gathered vector: 0 where the step is not due.</summary>
    private static Interval Gathered(PlasticityStep step, Interval emitted, long synapses) => step.Gather switch
    {
        GatherOperation.Sum => new Interval(Math.Min(emitted.Minimum, 0) * synapses, Math.Max(emitted.Maximum, 0) * synapses)
            .Clamp(Interval.Int32),
        GatherOperation.ArgMax => new(-1, Math.Max(synapses - 1, 0)),
        _ => emitted.Union(Interval.Of(0)),
    };
}
