using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Runtime;

/// <summary>What a session has learned, as a program.</summary>
public sealed class LearnedProgram
{
    private readonly ILearningSession _session;
    private readonly int _slot;
    private readonly Dictionary<string, int> _references;
    private readonly Dictionary<string, IrArray> _arrays;
    private SpikeProgram _program;

    private LearnedProgram(SpikeProgram program, ILearningSession session, int slot)
    {
        (_program, _session, _slot) = (program, session, slot);
        _references = ArrayReferences.Of(program).CountBy(name => name).ToDictionary();
        _arrays = program.Arrays.ToDictionary(a => a.Name);
    }

    /// <summary>
    /// <paramref name="program"/> with the weights, the per-synapse arrays and the kept states that a slot of
    /// <paramref name="session"/> has now in place of its own: a session of it goes on where this one is, from a sample's tick
    /// 0. It still learns. Arrays that new samples return to their initial elements keep these.
    /// </summary>
    /// <param name="program">The program that the session was opened with.</param>
    /// <param name="session">The session.</param>
    /// <param name="slot">The slot whose weights count.</param>
    public static SpikeProgram From(SpikeProgram program, ILearningSession session, int slot)
    {
        LearnedProgram learned = new(program, session, slot);
        foreach (Projection projection in program.Projections)
            if (projection.Plasticity is not null) learned.Take(projection);
        foreach (Population population in program.Populations)
            if (!population.Kept.IsEmpty) learned.Take(population);
        return learned._program;
    }

    private void Take(Projection projection)
    {
        Plasticity plasticity = projection.Plasticity!;
        int synapses = checked((int)SynapseCounts.Of(_program, projection));
        int[] shape = projection.Connectivity is Dense
            ? [_program.Population(projection.Source).Size, _program.Population(projection.Target).Size]
            : [synapses];
        (int bits, bool signed) = Width(plasticity.WeightMinimum, plasticity.WeightMaximum);
        Projection learned = projection with
        {
            Weight = Replace(projection.Weight, $"{projection.Name}.weight", shape, bits, signed, Synapses("weight")),
            Plasticity = plasticity with
            {
                Arrays =
                [
                    .. plasticity.Arrays.Select(a => a.PerSample ? a : a with
                    {
                        Initial = Replace(a.Initial, $"{projection.Name}.{a.Name}", shape, a.Bits, a.Signed, Synapses(a.Name)),
                    }),
                ],
            },
        };
        _program = _program with { Projections = _program.Projections.Replace(projection, learned) };

        int[] Synapses(string array)
        {
            int[] elements = new int[synapses];
            _session.ReadSynapses(projection.Name, array, _slot, elements);
            return elements;
        }
    }

    private void Take(Population population)
    {
        Population learned = population;
        MicroProgram neuron = _program.Neuron(population.Neuron!);
        foreach (StateDeclaration state in neuron.States.Where(s => population.Kept.Contains(s.Name)))
        {
            int[] values = new int[population.Size];
            _session.ReadState(population.Name, state.Name, _slot, values);
            IrValue initial = Replace(
                population.Initial.GetValueOrDefault(state.Name, 0), $"{population.Name}.{state.Name}", [values.Length],
                state.Bits, state.Signed, values);
            learned = learned with { Initial = learned.Initial.SetItem(state.Name, initial) };
        }
        _program = _program with { Populations = _program.Populations.Replace(population, learned) };
    }

    /// <summary>An array in place of <paramref name="value"/>: its own where nothing else refers to that, else a new
    /// one.</summary>
    private IrValue Replace(IrValue value, string name, int[] shape, int bits, bool signed, int[] elements)
    {
        if (value.Array is { } own && _references[own] == 1 && _arrays[own] is { } old)
        {
            bool fits = elements.Length == 0 || (elements.Min() >= old.Minimum && elements.Max() <= old.Maximum);
            IrArray replaced = IrArray.Create(
                own, old.Shape, fits ? old.Bits : bits, fits ? old.Signed : signed, elements, old.Steps);
            _program = _program with { Arrays = _program.Arrays.Replace(old, replaced) };
            return value;
        }
        string free = name;
        for (int n = 2; _arrays.ContainsKey(free); n++) free = $"{name}.{n}";
        _arrays.Add(free, IrArray.Create(free, [.. shape], bits, signed, elements));
        _program = _program with { Arrays = _program.Arrays.Add(_arrays[free]) };
        return IrValue.FromArray(free);
    }

    /// <summary>The narrowest elements that hold a range.</summary>
    private static (int Bits, bool Signed) Width(int minimum, int maximum)
    {
        bool signed = minimum < 0;
        int bits = 33 - int.LeadingZeroCount(Math.Max(maximum, ~Math.Min(minimum, 0)));
        return (Math.Max(signed ? bits : bits - 1, 1), signed);
    }
}
