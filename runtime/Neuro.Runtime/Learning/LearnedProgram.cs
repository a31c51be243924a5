using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Runtime.Learning;

/// <summary>The program that a session has learned.</summary>
public static class LearnedProgram
{
    /// <summary>
    /// The session's program with what one slot has learned as its initial elements: weights and per-synapse arrays of plastic
    /// projections, but those that a new sample returns, and the kept states. Run without learning it answers as the session
    /// would between two samples; learning goes on from it.
    /// </summary>
    /// <param name="session">A session between two samples.</param>
    /// <param name="slot">The slot.</param>
    public static SpikeProgram Of(ILearningSession session, int slot)
    {
        SpikeProgram program = session.Program;
        foreach (Projection projection in session.Program.Projections.Where(p => p.Plasticity is not null))
            program = WithSynapses(program, projection, session, slot);
        foreach (Population population in session.Program.Populations)
        {
            foreach (string state in population.Kept)
                program = WithState(program, population, state, session, slot);
        }
        return program;
    }

    private static SpikeProgram WithSynapses(SpikeProgram program, Projection projection, ILearningSession session, int slot)
    {
        Plasticity plasticity = projection.Plasticity!;
        int[] elements = new int[checked((int)SynapseCounts.Of(program, projection))];
        session.ReadSynapses(projection.Name, "weight", slot, elements);
        IrArray? weights = program.Array(projection.Weight);
        ImmutableArray<int> shape = weights?.Shape ?? (projection.Connectivity is Dense
            ? [program.Population(projection.Source).Size, program.Population(projection.Target).Size]
            : [elements.Length]);
        (int bits, bool signed) = Width(plasticity, weights);
        (program, IrValue learned) = Replace(
            program, projection.Weight, $"{projection.Name}.weight", shape, bits, signed, elements, weights?.Steps ?? []);
        List<SynapseArray> arrays = [];
        foreach (SynapseArray array in plasticity.Arrays)
        {
            IrValue initial = array.Initial;
            if (!array.PerSample)
            {
                session.ReadSynapses(projection.Name, array.Name, slot, elements);
                (program, initial) = Replace(
                    program, initial, $"{projection.Name}.{array.Name}", [elements.Length], array.Bits, array.Signed, elements, []);
            }
            arrays.Add(array with { Initial = initial });
        }
        return program with
        {
            Projections = program.Projections.Replace(program.Projections.First(p => p.Name == projection.Name), projection with
            {
                Weight = learned,
                Plasticity = plasticity with { Arrays = [.. arrays] },
            }),
        };
    }

    private static SpikeProgram WithState(
        SpikeProgram program, Population population, string state, ILearningSession session, int slot)
    {
        int[] elements = new int[population.Size];
        session.ReadState(population.Name, state, slot, elements);
        StateDeclaration declared = program.Neuron(population.Neuron!).States.First(s => s.Name == state);
        Population now = program.Population(population.Name);
        (program, IrValue initial) = Replace(
            program, now.Initial.GetValueOrDefault(state), $"{population.Name}.{state}", [elements.Length], declared.Bits,
            declared.Signed, elements, []);
        return program with
        {
            Populations = program.Populations.Replace(now, now with { Initial = now.Initial.SetItem(state, initial) }),
        };
    }

    /// <summary>A width for weights of the plasticity's range: the old array's where it is wide enough.</summary>
    private static (int Bits, bool Signed) Width(Plasticity plasticity, IrArray? weights)
    {
        if (weights is not null && weights.Minimum <= plasticity.WeightMinimum && weights.Maximum >= plasticity.WeightMaximum)
            return (weights.Bits, weights.Signed);
        int bits = 1;
        while (-1L << (bits - 1) > plasticity.WeightMinimum || (1L << (bits - 1)) - 1 < plasticity.WeightMaximum)
            bits++;
        return (bits, true);
    }

    /// <summary>Puts the elements in the place of the array that <paramref name="old"/> names, where nothing else does, or in a
    /// new one.</summary>
    private static (SpikeProgram Program, IrValue Value) Replace(
        SpikeProgram program, IrValue old, string name, ImmutableArray<int> shape, int bits, bool signed, int[] elements,
        ImmutableArray<double> steps)
    {
        if (program.Array(old) is { } array && Uses(program, array.Name) == 1)
        {
            IrArray replaced = IrArray.Create(array.Name, shape, bits, signed, elements, steps);
            return (program with { Arrays = program.Arrays.Replace(array, replaced) }, old);
        }
        string free = name;
        for (int n = 2; program.Arrays.Any(a => a.Name == free); n++)
            free = $"{name}{n}";
        IrArray added = IrArray.Create(free, shape, bits, signed, elements, steps);
        return (program with { Arrays = program.Arrays.Add(added) }, IrValue.FromArray(free));
    }

    // Every reference to an array: only what a single place names may change under its name.
    private static int Uses(SpikeProgram program, string name)
    {
        IEnumerable<string?> named = program.Projections.SelectMany(p => new[] { p.Weight.Array, p.Multiplier.Array, p.Delay.Array })
            .Concat(program.Projections.Select(p => p.Connectivity).OfType<Sparse>().SelectMany(s => new[] { s.RowPointers, s.Targets }))
            .Concat(program.Populations.SelectMany(p =>
                p.Parameters.Values.Concat(p.Initial.Values).Concat(p.Inference.Values).Select(v => v.Array)));
        foreach (Plasticity plasticity in program.Projections.Select(p => p.Plasticity).OfType<Plasticity>())
        {
            named = named.Concat(plasticity.Arrays.Select(a => a.Initial.Array))
                .Concat(plasticity.Steps.SelectMany(s => s.Tables.Values.Concat(s.Inputs.Values.Select(i => i.Value.Array!))));
        }
        return named.Count(n => n == name);
    }
}
