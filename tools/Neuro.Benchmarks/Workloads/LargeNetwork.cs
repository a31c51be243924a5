using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Benchmarks.Workloads;

/// <summary>A million neurons of W1's kind, a hundred synapses from each to random others, with int8 weights.</summary>
internal static class LargeNetwork
{
    private const int Neurons = 1_000_000, Excitatory = 800_000, OutDegree = 100;

    // W1's weights scaled by the square root of the in-degrees' ratio, in steps of the weight codes.
    private const int MultiplierE = 475, MultiplierI = 2640;

    /// <summary>The program.</summary>
    public static SpikeProgram Create()
    {
        SplitMix64 random = new(41);
        (Sparse e, IrArray[] eArrays) = Rows("excitatory", 0, Excitatory, random);
        (Sparse i, IrArray[] iArrays) = Rows("inhibitory", Excitatory, Neurons - Excitatory, random);
        int[] initial = CubaNetwork.InitialPotentials(Neurons, random);
        Projection projection = new()
        {
            Name = "excitatory",
            Source = "neurons",
            Target = "neurons",
            Port = "in_e",
            Connectivity = e,
            Weight = IrValue.FromArray("excitatory.weights"),
            Multiplier = MultiplierE,
            Delay = 1,
        };
        return new()
        {
            Name = "large",
            TimeStep = new(1, 1000),
            Neurons = [CubaNetwork.Neuron()],
            Populations =
            [
                new()
                {
                    Name = "neurons",
                    Shape = [Neurons],
                    Neuron = "cuba",
                    Phase = 1,
                    Parameters = CubaNetwork.Parameters(dt: 1),
                    Initial = ImmutableSortedDictionary<string, IrValue>.Empty.Add("v", IrValue.FromArray("v0")),
                },
            ],
            Projections =
            [
                projection,
                projection with
                {
                    Name = "inhibitory",
                    Port = "in_i",
                    Connectivity = i,
                    Weight = IrValue.FromArray("inhibitory.weights"),
                    Multiplier = -MultiplierI,
                },
            ],
            Arrays = [.. eArrays, .. iArrays, IrArray.Create("v0", [Neurons], 24, signed: true, initial)],
            Outputs = ["neurons"],
        };
    }

    /// <summary>
    /// Random targets, ascending, and weight codes from 40 to 59 for each source; other sources have empty rows.
    /// </summary>
    private static (Sparse Connectivity, IrArray[] Arrays) Rows(string name, int first, int sources, SplitMix64 random)
    {
        int[] rows = new int[Neurons + 1];
        int[] targets = new int[sources * OutDegree];
        sbyte[] weights = new sbyte[targets.Length];
        for (int source = 0; source < Neurons; source++)
        {
            int synapses = source >= first && source < first + sources ? OutDegree : 0;
            Span<int> row = targets.AsSpan(rows[source], synapses);
            foreach (ref int target in row)
                target = random.Below(Neurons);
            row.Sort();
            foreach (ref sbyte weight in weights.AsSpan(rows[source], synapses))
                weight = (sbyte)(40 + random.Below(20));
            rows[source + 1] = rows[source] + synapses;
        }
        return (new($"{name}.rows", $"{name}.targets"),
        [
            IrArray.Wrap($"{name}.rows", [rows.Length], 31, signed: false, rows),
            IrArray.Wrap($"{name}.targets", [targets.Length], 20, signed: false, targets),
            IrArray.Wrap($"{name}.weights", [weights.Length], 8, signed: true, weights),
        ]);
    }
}
